package shop;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/** Welcomes a new customer by mail. */
public final class Signup {
    private static final int ATTEMPTS = 3;
    private static final long PAUSE_MS = 200;
    private static final int PATIENCE_MS = 10_000;

    private final MailSettings mail;
    private final Session session;

    public Signup(MailSettings mail) throws GeneralSecurityException, IOException {
        var settings = new Properties();
        settings.put("mail.smtp.host", mail.host());
        settings.put("mail.smtp.port", mail.port());
        settings.put("mail.smtp.connectiontimeout", PATIENCE_MS);
        settings.put("mail.smtp.timeout", PATIENCE_MS);
        settings.put("mail.smtp.auth", true);
        settings.put("mail.smtp.starttls.required", true);
        settings.put("mail.smtp.ssl.checkserveridentity", true);
        settings.put("mail.smtp.ssl.socketFactory", mail.trustingSockets());
        this.mail = mail;
        this.session = Session.getInstance(settings);
    }

    /** Returns once the mail server has taken the mail; while it answers "try again later", it is tried again. */
    public void sendWelcome(String to) throws MessagingException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                Transport.send(welcome(to), mail.user(), mail.password());
                return;
            } catch (MessagingException failure) {
                if (attempt == ATTEMPTS || !isTemporary(failure)) throw failure;
                Thread.sleep(PAUSE_MS);
            }
        }
    }

    public CompletableFuture<Void> sendWelcomeInBackground(String to) {
        return CompletableFuture.runAsync(() -> {
            try {
                sendWelcome(to);
            } catch (MessagingException | InterruptedException failure) {
                throw new CompletionException(failure);
            }
        });
    }

    private MimeMessage welcome(String to) throws MessagingException {
        var message = new MimeMessage(session);
        message.setFrom("shop@example.test");
        message.setRecipients(RecipientType.TO, to);
        message.setSubject("Welcome");
        message.setHeader("X-Campaign", "signup");
        message.setText("Grüß Gott! Your code is 482913.\n", "UTF-8");
        return message;
    }

    /** Whether the server answered 4xx; what it said of a recipient is chained behind the failure of the whole. */
    private static boolean isTemporary(MessagingException failure) {
        int code = failure instanceof SMTPAddressFailedException refused ? refused.getReturnCode()
                : failure instanceof SMTPSendFailedException refused ? refused.getReturnCode() : 0;
        return code / 100 == 4 || failure.getNextException() instanceof MessagingException next && isTemporary(next);
    }
}
