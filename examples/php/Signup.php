<?php

declare(strict_types=1);

use PHPMailer\PHPMailer\Exception;
use PHPMailer\PHPMailer\PHPMailer;

/** The application: mails a new customer the code that ends the signup. */
final class Signup
{
    private const ATTEMPTS = 3;

    public function __construct(
        private string $host,
        private int $port,
        private string $user,
        private string $password,
        private string $caFile,
    ) {
    }

    /** Tries again while the server says "later" (4xx); throws PHPMailer's exception when it says no, or says it too often. */
    public function welcome(string $address): void
    {
        $mail = $this->message($address);
        // Two uses: the next attempt has the same connection, and PHPMailer keeps the code of a refusal only so.
        $mail->SMTPKeepAlive = true;
        try {
            for ($attempt = 1; ; ++$attempt) {
                try {
                    $mail->send();
                    return;
                } catch (Exception $refusal) {
                    $code = (int) $mail->getSMTPInstance()->getError()['smtp_code'];
                    if ($code < 400 || $code >= 500 || $attempt === self::ATTEMPTS) {
                        throw $refusal;
                    }
                    usleep(100_000);
                }
            }
        } finally {
            $mail->smtpClose();
        }
    }

    /**
     * The same in a process of its own, as a job for a queue's worker.
     *
     * @return resource proc_close() waits for its end and gives its exit status
     */
    public function welcomeInBackground(string $address)
    {
        $worker = proc_open([PHP_BINARY, __DIR__ . '/worker.php'], [['pipe', 'r']], $pipes);
        fwrite($pipes[0], serialize([$this, $address]));
        fclose($pipes[0]);
        return $worker;
    }

    private function message(string $address): PHPMailer
    {
        $mail = new PHPMailer(true);
        $mail->isSMTP();
        $mail->Host = $this->host;
        $mail->Port = $this->port;
        $mail->SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS;
        $mail->SMTPOptions = ['ssl' => ['cafile' => $this->caFile]];
        $mail->SMTPAuth = true;
        $mail->Username = $this->user;
        $mail->Password = $this->password;
        $mail->CharSet = PHPMailer::CHARSET_UTF8;
        $mail->setFrom('shop@example.test');
        $mail->addAddress($address);
        $mail->addCustomHeader('X-Campaign', 'signup');
        $mail->Subject = 'Welcome';
        $mail->Body = "Grüß Gott!\n\nYour code is 482913.";
        return $mail;
    }
}
