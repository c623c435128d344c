// docker run --rm -p 127.0.0.1:1025:1025 -p 127.0.0.1:8025:8025 -e MOCKSMTP_USER=shop:secret mocksmtp
// mvn test
package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MockScope.Extension.class)
class SignupTest {
    private static Signup signup;

    @BeforeAll
    static void configure() throws Exception {
        try (var pem = URI.create(MockScope.MOCK + "/v1/tls/ca.pem").toURL().openStream()) {
            var authority = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
            var host = System.getenv().getOrDefault("SMTP_HOST", "localhost");
            var port = Integer.parseInt(System.getenv().getOrDefault("SMTP_PORT", "1025"));
            signup = new Signup(new MailSettings(host, port, "shop", "secret", authority));
        }
    }

    @Test
    void theWelcomeMailIsAuthenticatedAndEncrypted(MockScope scope) throws Exception {
        var bob = scope.address("bob");

        signup.sendWelcome(bob);

        var mail = scope.expect("message", "to=" + bob);
        assertEquals("shop@example.test", mail.at("/from").asText());
        assertEquals(1, mail.at("/to").size());
        assertEquals(bob, mail.at("/to/0").asText());
        assertEquals("Welcome", mail.at("/subject").asText());
        assertEquals("signup", mail.at("/headers/x-campaign/0").asText());
        assertEquals("Grüß Gott! Your code is 482913.\n", mail.at("/text").asText());
        assertEquals("LOGIN", mail.at("/auth/mechanism").asText());
        assertEquals("shop", mail.at("/auth/user").asText());
        assertEquals("starttls", mail.at("/tls/mode").asText());
        assertEquals("TLSv1.3", mail.at("/tls/version").asText());
    }

    @Test
    void aMailSentInTheBackgroundIsWaitedForByTheMock(MockScope scope) throws Exception {
        var bob = scope.address("bob");

        var sending = signup.sendWelcomeInBackground(bob);

        assertEquals("482913", scope.expect("message/code", "to=" + bob, "wait=10s").asText());
        sending.join();
    }

    @Test
    void aMailRefusedForNowIsSentAgain(MockScope scope) throws Exception {
        var bob = scope.address("bob");
        scope.rule("busy", """
                {"on": "rcpt", "times": 1, "reply": "451 4.7.1 Try again later"}""");

        signup.sendWelcome(bob);

        scope.expect("message", "to=" + bob);
        scope.expect("transactions", "count=1", "outcome=refused", "must.reply_code=451");
    }

    @Test
    void twoScopesAtTheSameTimeDoNotSeeEachOther(MockScope refusing, MockScope taking) throws Exception {
        refusing.rule("nobody", """
                {"on": "rcpt", "reply": {"preset": "user_unknown"}}""");

        var refused = signup.sendWelcomeInBackground(refusing.address("bob"));
        var taken = signup.sendWelcomeInBackground(taking.address("bob"));

        assertThrows(CompletionException.class, refused::join);
        refusing.expect("transactions", "count=1", "must.outcome=refused");
        refusing.expect("messages", "count=0", "settle=idle");
        taken.join();
        taking.expect("transactions", "count=1", "must.outcome=accepted");
        taking.expect("messages", "count=1", "must.to.exactly=" + taking.address("bob"));
    }

    @Test
    void anExpectationThatDoesNotHoldSaysWhy(MockScope scope) throws Exception {
        var bob = scope.address("bob");
        signup.sendWelcome(bob);

        var failure = assertThrows(AssertionError.class,
                () -> scope.expect("message", "to=" + bob, "must.subject=Your password"));

        var report = failure.getMessage();
        assertTrue(report.startsWith("expected exactly 1 message\n"), report);
        assertTrue(report.contains("subject differs at character 1"), report);
        assertTrue(report.contains("expected  Your password\n"), report);
        assertTrue(report.contains("was   Welcome\n"), report);
    }
}
