// Sends one mail with Jakarta Mail; what and how is in the environment (see errand.py).
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

public class Send {
    static String of(String name) { return System.getenv("SEND_" + name); }

    static SSLContext trusting(String path) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        try (FileInputStream file = new FileInputStream(path)) {
            store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.auth", "true");
        settings.put("mail.smtp.localhost", "client.example.org");
        String how = of("HOW");
        if (how.startsWith("sasl ")) {  // through Java's own SASL instead of Jakarta Mail's authenticators
            settings.put("mail.smtp.sasl.enable", "true");
            settings.put("mail.smtp.sasl.mechanisms", how.substring(5));
        } else if (!how.isEmpty()) {
            settings.put("mail.smtp.auth.mechanisms", how);
        }
        if (!of("TLS").equals("plain")) {
            boolean implicit = of("TLS").equals("implicit");
            settings.put(implicit ? "mail.smtp.ssl.enable" : "mail.smtp.starttls.enable", "true");
            settings.put("mail.smtp.starttls.required", implicit ? "false" : "true");
            settings.put("mail.smtp.ssl.checkserveridentity", "true");
            settings.put("mail.smtp.ssl.socketFactory", trusting(of("CA")).getSocketFactory());
        }
        Session session = Session.getInstance(settings);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(of("HOST"), Integer.parseInt(of("PORT")), of("USER"), of("PASSWORD"));
            MimeMessage message = new MimeMessage(session);
            message.setFrom(of("FROM"));
            message.setRecipients(Message.RecipientType.TO, of("TO"));
            message.setSubject(of("SUBJECT"));
            message.setText("hello\r\n.dot line\r\n");
            transport.sendMessage(message, message.getAllRecipients());
        }
    }
}
