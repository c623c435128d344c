import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** What stands around the README's lines: an application that sends a mail. */
class Frame {
    static void signUp(String address, String host, int port) throws Exception {
        var where = new Properties();
        where.put("mail.smtp.host", host);
        where.put("mail.smtp.port", port);
        var mail = new MimeMessage(Session.getInstance(where));
        mail.setFrom("shop@example.test");
        mail.setRecipients(RecipientType.TO, address);
        mail.setSubject(System.getenv("SUBJECT"));
        mail.setText("hello");
        Transport.send(mail);
    }

    public static void main(String[] none) throws Exception {
        // README
    }
}
