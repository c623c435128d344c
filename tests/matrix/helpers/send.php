<?php
// Sends one mail with PHPMailer; what and how is in the environment (see errand.py).
require '/usr/share/php/libphp-phpmailer/autoload.php';

use PHPMailer\PHPMailer\PHPMailer;

$mail = new PHPMailer(true);
$mail->isSMTP();
$mail->Host = getenv('SEND_HOST');
$mail->Port = (int) getenv('SEND_PORT');
$mail->SMTPSecure = ['plain' => '', 'starttls' => 'tls', 'implicit' => 'ssl'][getenv('SEND_TLS')];
$mail->SMTPAutoTLS = false;
$mail->SMTPOptions = ['ssl' => ['cafile' => getenv('SEND_CA')]];
$mail->Helo = 'client.example.org';
$mail->SMTPAuth = true;
$mail->AuthType = getenv('SEND_HOW');
$mail->Username = getenv('SEND_USER');
$mail->Password = getenv('SEND_PASSWORD');
if (getenv('SEND_HOW') === 'XOAUTH2') {
    // What an OAuth library would have put together (the user and a bearer token).
    $mail->setOAuth(new class implements \PHPMailer\PHPMailer\OAuthTokenProvider {
        public function getOauth64()
        {
            return base64_encode('user=' . getenv('SEND_USER') . "\1auth=Bearer " . getenv('SEND_PASSWORD') . "\1\1");
        }
    });
}
$mail->setFrom(getenv('SEND_FROM'));
$mail->addAddress(getenv('SEND_TO'));
$mail->Subject = getenv('SEND_SUBJECT');
$mail->Body = "hello\n.dot line\n";
try {
    $mail->send();
} catch (Exception $failure) {
    echo $failure->getMessage(), "\n";
    exit(1);
}
