// Sends the mails in a file of JSON with Jakarta Mail (Angus); arguments: the file, the port.
import com.google.gson.Gson;
import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;

public class Send {
    record Mailbox(String name, String address) {}
    record File(String name, String path, String type, String content_id) {}
    record Unsubscribe(String url, String mailto) {}
    record Told(String subject, Mailbox from, List<Mailbox> to, List<Mailbox> cc, List<Mailbox> reply_to, String text, String html,
                List<File> inline, List<File> attachments, String calendar, String in_reply_to, List<String> references,
                Map<String, String> headers, Unsubscribe unsubscribe) {}

    static InternetAddress[] addresses(List<Mailbox> told) throws Exception {
        InternetAddress[] all = new InternetAddress[told.size()];
        for (int i = 0; i < all.length; ++i) {
            all[i] = new InternetAddress(told.get(i).address(), told.get(i).name(), "UTF-8");
        }
        return all;
    }

    static MimeBodyPart text(String content, String subtype) throws Exception {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, "UTF-8", subtype);
        return part;
    }

    static MimeBodyPart file(File told) throws Exception {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(Files.readAllBytes(Path.of(told.path())), told.type())));
        part.setFileName(told.name());
        part.setDisposition(told.content_id() == null ? BodyPart.ATTACHMENT : BodyPart.INLINE);
        if (told.content_id() != null) part.setContentID("<" + told.content_id() + ">");
        return part;
    }

    static BodyPart around(String subtype, List<? extends BodyPart> parts) throws Exception {
        if (parts.size() == 1) return parts.get(0);
        Multipart whole = new MimeMultipart(subtype);
        for (BodyPart one : parts) whole.addBodyPart(one);
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(whole);
        return part;
    }

    static BodyPart content(Told told) throws Exception {
        List<BodyPart> readable = new ArrayList<>();
        if (told.text() != null) readable.add(text(told.text(), "plain"));
        if (told.html() != null) {
            List<BodyPart> related = new ArrayList<>(List.of(text(told.html(), "html")));
            for (File one : told.inline()) related.add(file(one));
            readable.add(around("related", related));
        }
        if (told.calendar() != null) {
            MimeBodyPart invitation = new MimeBodyPart();
            invitation.setDataHandler(new DataHandler(
                new ByteArrayDataSource(told.calendar(), "text/calendar; charset=UTF-8; method=REQUEST")));
            readable.add(invitation);
        }
        List<BodyPart> all = new ArrayList<>(List.of(around("alternative", readable)));
        for (File one : told.attachments()) all.add(file(one));
        return around("mixed", all);
    }

    static MimeMessage message(Session session, Told told) throws Exception {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(addresses(List.of(told.from()))[0]);
        mail.setRecipients(RecipientType.TO, addresses(told.to()));
        if (!told.cc().isEmpty()) mail.setRecipients(RecipientType.CC, addresses(told.cc()));
        if (!told.reply_to().isEmpty()) mail.setReplyTo(addresses(told.reply_to()));
        mail.setSubject(told.subject(), "UTF-8");
        mail.setSentDate(new Date());
        if (told.in_reply_to() != null) mail.setHeader("In-Reply-To", told.in_reply_to());
        if (!told.references().isEmpty()) set(mail, "References", String.join(" ", told.references()));
        for (Map.Entry<String, String> one : told.headers().entrySet()) set(mail, one.getKey(), one.getValue());
        if (told.unsubscribe() != null) {
            set(mail, "List-Unsubscribe", "<" + told.unsubscribe().url() + ">, <mailto:" + told.unsubscribe().mailto() + ">");
            mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        BodyPart content = content(told);
        if (content.getContent() instanceof Multipart parts) mail.setContent(parts);
        else mail.setText((String) content.getContent(), "UTF-8");
        return mail;
    }

    // It folds only what it is told to.
    static void set(MimeMessage mail, String name, String value) throws Exception {
        mail.setHeader(name, MimeUtility.fold(name.length() + 2, value));
    }

    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.localhost", "client.example.org");
        settings.put("mail.mime.charset", "UTF-8");
        settings.put("mail.from", "shop@example.test");  // else the machine's name is in Message-ID, however long
        Session session = Session.getInstance(settings);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", Integer.parseInt(arguments[1]), null, null);
            for (Told told : new Gson().fromJson(Files.readString(Path.of(arguments[0])), Told[].class)) {
                MimeMessage mail = message(session, told);
                mail.saveChanges();
                transport.sendMessage(mail, mail.getAllRecipients());
            }
        }
    }
}
