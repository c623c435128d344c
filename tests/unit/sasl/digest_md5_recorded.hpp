// DIGEST-MD5 exchanges of real clients with Cyrus SASL, which accepted them: user test, password secret.
#pragma once

#include <string_view>

namespace mocksmtp::tests {

struct digest_md5_exchange {
    std::string_view client, challenge, response;
};

inline constexpr digest_md5_exchange
    digest_md5_recorded
        [] =
            {
                {"curl",
                 R"(nonce="o9VF3GMlw1kd+e3veCdBwsDrB2gT39fD22yOHgA2Jns=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)",
                 R"(username="test",realm="example.test",nonce="o9VF3GMlw1kd+e3veCdBwsDrB2gT39fD22yOHgA2Jns=",cnonce="49f9c7c6b711b740dd96503828d2da63",nc="00000001",digest-uri="smtp/example.test",response=61875cd7b3ba3a34e017d24d5202a64a,qop=auth)"},
                {"git-send-email",
                 R"(nonce="rFj2aj/TKsvkiUbvD3fHk5k4bA4bXCnLCPBTGnNSd44=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)",
                 R"(authzid="test",charset=utf-8,cnonce="fc22e87e5319b56e0f587d6016d123a6",digest-uri="smtp/127.0.0.1",nc=00000001,nonce="rFj2aj/TKsvkiUbvD3fHk5k4bA4bXCnLCPBTGnNSd44=",qop=auth,realm="example.test",response=f0814ca309802254a7999722587b930b,username="test")"},
                {"gsasl",
                 R"(nonce="Kaf5UodCKO6H0KJxZlH4d5bvqX85A2Y2O5OSBaf12jM=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)",
                 R"(username="test", realm="example.test", nonce="Kaf5UodCKO6H0KJxZlH4d5bvqX85A2Y2O5OSBaf12jM=", cnonce="oTW3So1zk9qZUsnoxX2suw==", nc=00000001, qop=auth, digest-uri="smtp/mx.example.test", response=63c6aed6eec05eaf9d221ac70c1723a2, charset=utf-8)"},
                {"jakarta-mail-2.0-sasl",
                 R"(nonce="0WopzaDK+lAmkm/eAzacHder8FD+7XSpB+1flrFFaoQ=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)",
                 R"(charset=utf-8,username="test",realm="example.test",nonce="0WopzaDK+lAmkm/eAzacHder8FD+7XSpB+1flrFFaoQ=",nc=00000001,cnonce="cBLjpTKIsnmMLEyz0JlrT/IERcFvVw/o5f6nR7Ma",digest-uri="smtp/127.0.0.1",maxbuf=65536,response=b3da84a1788cab580dd98b290e909b84,qop=auth,authzid="test")"},
                {"jakarta-mail-2.0",
                 R"(nonce="BURoy54jywnRS49wWLHtIprE25hSyfMaNTq8tJk2lm0=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)",
                 R"(username="test",realm="example.test",qop=auth,nc=00000001,nonce="BURoy54jywnRS49wWLHtIprE25hSyfMaNTq8tJk2lm0=",cnonce="ESQsA60B0vKg5CqhbWyQkGehoM/12ulNyXVEHIECOmg=",digest-uri="smtp/127.0.0.1",charset="utf-8",response=aca6a9bd3d0e738f1c09da3ceb97b1b9)"},
                {"javamail-1.6.5-sasl",
                 R"(nonce="Ato8sjrhVIIzZDv4XsRk9crzPbfK/k6QxYhuDSIymu8=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)",
                 R"(charset=utf-8,username="test",realm="example.test",nonce="Ato8sjrhVIIzZDv4XsRk9crzPbfK/k6QxYhuDSIymu8=",nc=00000001,cnonce="pgqC0xwB5FGvcUfahFcMQYLJfZxsljQ/Neim595d",digest-uri="smtp/127.0.0.1",maxbuf=65536,response=022ea9504afdfe5f5db4179e32e58cac,qop=auth,authzid="test")"},
                {"javamail-1.6.5",
                 R"(nonce="YkSEze205goJbOoHOXl3OsLezd4HUsksXFjWjuq36r4=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)",
                 R"(username="test",realm="example.test",qop=auth,nc=00000001,nonce="YkSEze205goJbOoHOXl3OsLezd4HUsksXFjWjuq36r4=",cnonce="1CHfAR1I+EdRoT3GvgTfJC0bD5cKrc+DdW/t1Bps/vc=",digest-uri="smtp/127.0.0.1",charset="utf-8",response=79181c97e4bd0068a994a6ae88d11661)"},
                {"msmtp",
                 R"(nonce="ts56cHW+jUdxPRZIdTp9Fx2tQKlEXjyF+VimAqWtirs=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)",
                 R"(username="test", realm="example.test", nonce="ts56cHW+jUdxPRZIdTp9Fx2tQKlEXjyF+VimAqWtirs=", cnonce="Ekgv5ll9PrBVIpt/P9+qPA==", nc=00000001, qop=auth, digest-uri="smtp/127.0.0.1", response=ff267fcf54d0dbfa892cf85fd3ce135b, charset=utf-8)"},
                {"mutt",
                 R"(nonce="piGChLMZs/V0Xy2wG7nUOCJ+NYq+aTnP5MbFpCjbKiw=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)", R"(username="test", realm="example.test", nonce="piGChLMZs/V0Xy2wG7nUOCJ+NYq+aTnP5MbFpCjbKiw=", cnonce="6p+PKvgSS2t7R0map1/X/A==", nc=00000001, qop=auth, digest-uri="smtp/127.0.0.1", response=9feda50d4cd703e39e61978902456d2b, charset=utf-8, authzid="test")"},
                {"perl-Net::SMTP",
                 R"(nonce="RvP78IchTAEHgfysD+H0sSw143//cb3LNitFJ0MGXUM=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)",
                 R"(authzid="",charset=utf-8,cnonce="6ff278b7653b39d60c5d4ee47cc779dc",digest-uri="smtp/127.0.0.1",nc=00000001,nonce="RvP78IchTAEHgfysD+H0sSw143//cb3LNitFJ0MGXUM=",qop=auth,realm="example.test",response=376340fc0342d9a2479a03691de6ff8f,username="test")"},
                {"postfix-smtp",
                 R"(nonce="a7qbsCpvuaK1irE2xK+mwb6fVA9s74Y3K8anlYxIOtY=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)",
                 R"(username="test",realm="example.test",nonce="a7qbsCpvuaK1irE2xK+mwb6fVA9s74Y3K8anlYxIOtY=",cnonce="J4HeJ+x+r3lrQeDl+E9srKMtUPcLoTSzs31qtB3lQ1Q=",nc=00000001,qop=auth,digest-uri="smtp/127.0.0.1",response=83bd58854725ebddec680e8110ae6099)"},
                {"sendmail-8.17",
                 R"(nonce="nbNoKs/ZoDRo0e5LT7hXtYzGLkVtlIU++RQpAgf8mew=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)",
                 R"(username="test",realm="example.test",nonce="nbNoKs/ZoDRo0e5LT7hXtYzGLkVtlIU++RQpAgf8mew=",cnonce="IiLhK/+Pi+lbXha1SwNKcf8yrI6ATPiWBt1gSHgF+jw=",nc=00000001,qop=auth,maxbuf=8192,digest-uri="smtp/[127.0.0.1]",response=b23118e1947907fa86ae7a4d41fd7e2e)"},
                {"swaks",
                 R"(nonce="fhDCNIIMjsl4bGnv2haOT7XJ+ycKxVH8ZY8bgep+9go=",realm="example.test",qop="auth",charset=utf-8,algorithm=md5-sess)",
                 R"(charset=utf-8,cnonce="9d0ac245a269ddb0edfd1b785bf8bff5",digest-uri="smtp/127.0.0.1",nc=00000001,nonce="fhDCNIIMjsl4bGnv2haOT7XJ+ycKxVH8ZY8bgep+9go=",qop=auth,realm="example.test",response=586f3a6b2352231cb76473612da139ab,username="test")"},
};

}  // namespace mocksmtp::tests
