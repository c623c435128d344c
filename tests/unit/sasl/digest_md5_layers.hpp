// Security layers of DIGEST-MD5 as agreed on and used by Cyrus SASL's client: user test, password secret.
#pragma once

#include <array>
#include <string_view>

namespace mocksmtp::tests {

// Hexadecimal digits. Cyrus sent the first, carrying one of `layer_messages`, and could read the second, which carries
// "answer to " and the same.
struct layer_buffers {
    std::string_view from_client, from_server;
};

struct digest_md5_layer_exchange {
    std::string_view challenge, response;
    std::array<layer_buffers, 3> buffers;
};

inline constexpr std::array<std::string_view, 3> layer_messages{"EHLO client\r\n", "x", "0123456789"};

inline constexpr digest_md5_layer_exchange digest_md5_layers[] = {
    {R"(nonce="fcfDDS3RtxwoHYoLSqVIDztO5mqBwpDn8oUyhGAlt3U=",realm="mock.test",qop="auth,auth-int,auth-conf",cipher="rc4-40,rc4-56,rc4,des,3des",maxbuf=65536,charset=utf-8,algorithm=md5-sess)",
     R"(username="test",realm="mock.test",nonce="fcfDDS3RtxwoHYoLSqVIDztO5mqBwpDn8oUyhGAlt3U=",cnonce="UJTaun+FW/RB2Qlmk7QoFdOZnD3ITtdbjAtVzM92sss=",nc=00000001,qop=auth-int,maxbuf=65535,digest-uri="smtp/mock.test",response=8303c1434f19930cfeff458bf56720cf)",
     {{{"0000001d45484c4f20636c69656e740d0a0cf5578d1af355307172000100000000",
        "00000027616e7377657220746f2045484c4f20636c69656e740d0ab8909b32aa5df5471563000100000000"},
       {"0000001178fffa0f46503c85145d00000100000001", "0000001b616e7377657220746f207883a20ef1574aded0c55f000100000001"},
       {"0000001a30313233343536373839c80d336619ab881460d6000100000002",
        "00000024616e7377657220746f2030313233343536373839ded2633c5694947e5cbe000100000002"}}}},
    {R"(nonce="SFsNxKcZFkgm51eF3UjPa199JuPDryf0vQ+PC2ccYwc=",realm="mock.test",qop="auth,auth-int,auth-conf",cipher="rc4-40,rc4-56,rc4,des,3des",maxbuf=65536,charset=utf-8,algorithm=md5-sess)",
     R"(username="test",realm="mock.test",nonce="SFsNxKcZFkgm51eF3UjPa199JuPDryf0vQ+PC2ccYwc=",cnonce="+izbcHtZ9f88xDF6fcAFCGwccMkO+de4u6F5/76ilRo=",nc=00000001,qop=auth-conf,cipher=rc4-40,maxbuf=65535,digest-uri="smtp/mock.test",response=9922cb25c67e79872360ef14c59eefe0)",
     {{{"0000001df12bc98988114d87dfc6172601ab40286b225b2d52259e000100000000",
        "00000027deea0ed232f32edd1b438ad2b1b2948c9f35276041f9bf8a6e1b79bfc445104088000100000000"},
       {"0000001108b60b22c9be4ecbabff9f000100000001", "0000001b04db69c9103c729840a8ba8dc6fcb560dba8b11f49000100000001"},
       {"0000001aa6b7a1e8d92ef66c13df09207f655e029f5f1afd000100000002",
        "000000249030a28966523d4a20b6930b76b6855ca7db4e562726fc138cd69b3d5506000100000002"}}}},
    {R"(nonce="gPWcih8ys8p4QSdY+a1YIySwXLuLe8l9PjQy5sDJKEY=",realm="mock.test",qop="auth,auth-int,auth-conf",cipher="rc4-40,rc4-56,rc4,des,3des",maxbuf=65536,charset=utf-8,algorithm=md5-sess)",
     R"(username="test",realm="mock.test",nonce="gPWcih8ys8p4QSdY+a1YIySwXLuLe8l9PjQy5sDJKEY=",cnonce="JAgfxlQpDA53dsMPojFF3PbxceJWgJ5KcB5F7x7RXME=",nc=00000001,qop=auth-conf,cipher=rc4-56,maxbuf=65535,digest-uri="smtp/mock.test",response=798a4a90b38cb0efed8c4c368d6ec57e)",
     {{{"0000001d8b4acb5e7bfe2b5e87c9621e05d08f80bd7823c736f1e3000100000000",
        "00000027efa4a655a419888023a75c063d9707fcc4e59f7c881e1b050e9a6c9f1c53bff84f000100000000"},
       {"0000001147b549c6a7cd2e57017ff9000100000001", "0000001b33853e6721abc46caf78b0a3e2a49d1903507a0de1000100000001"},
       {"0000001aebc43d927f326d5508c76cfbb035d6ae8d7d8edb000100000002",
        "000000249d32d4f24f91560f96fb1d9b87f6021eddcf2916c6272b120ced5db69df0000100000002"}}}},
    {R"(nonce="g3KR4v4eYWe8TWtwBxhSo0ZX/RA+cwvs4koS2INNnjI=",realm="mock.test",qop="auth,auth-int,auth-conf",cipher="rc4-40,rc4-56,rc4,des,3des",maxbuf=65536,charset=utf-8,algorithm=md5-sess)",
     R"(username="test",realm="mock.test",nonce="g3KR4v4eYWe8TWtwBxhSo0ZX/RA+cwvs4koS2INNnjI=",cnonce="a5P53Xy9ZmHCyGfL+Odkf2emoH298APh4kj4ygBvISg=",nc=00000001,qop=auth-conf,cipher=rc4,maxbuf=65535,digest-uri="smtp/mock.test",response=8f1184f96824ed3e92b093e6c946986a)",
     {{{"0000001d381e0688f183a7531e72151083f9a4c17e42378cda87b2000100000000",
        "000000273b365e87a703413b3d975c0fc385efc5817f86ad3670ccc5e357d61426730e0ae4000100000000"},
       {"00000011d2535bb2b7b6b7a42e440a000100000001", "0000001b3be57ed5552c93110db53ad69029f830cbd00f8b19000100000001"},
       {"0000001a6dff38849db6a647453ff7f0909aa72a6134ae7e000100000002",
        "0000002435a83932bcbbc85c907ede416d29c4ad60b8bca423ff598a61f405901c31000100000002"}}}},
    {R"(nonce="RhHJqJVgLXDTbgObXncLyOIcwwr8j8YA2aFUS81vXzc=",realm="mock.test",qop="auth,auth-int,auth-conf",cipher="rc4-40,rc4-56,rc4,des,3des",maxbuf=65536,charset=utf-8,algorithm=md5-sess)",
     R"(username="test",realm="mock.test",nonce="RhHJqJVgLXDTbgObXncLyOIcwwr8j8YA2aFUS81vXzc=",cnonce="km92iohNiW4tD/0wCwn+7uc1BFXRyxqEdV7oP7z5Pvw=",nc=00000001,qop=auth-conf,cipher=des,maxbuf=65535,digest-uri="smtp/mock.test",response=42eccdbd0782aea7a54a8c061e50ab51)",
     {{{"0000001e8497868871cdc0c10537cda8ddf1009e48fc662e7e6a320c000100000000",
        "0000002e881f2df339959c49cc424410f1f5e46eddc302c43d848952ee6cac6f3204461750dd3af025d2ae22000100000000"},
       {"00000016a5bca3f6211a169200a1c057b65915fe000100000001",
        "0000001eb236cde2ded82fb776fb8c0ac5f6fc036f0ea81d7ec4b973000100000001"},
       {"0000001e159e3347a30557531154d676ebeed35efef48df1e67a2147000100000002",
        "00000026127a667a6dd4cbc5185cb77080a56713cf2d91d4fc449029b6b5250d4eae2a1f000100000002"}}}},
};

}  // namespace mocksmtp::tests
