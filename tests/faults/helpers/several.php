<?php
// One mail to several recipients with PHPMailer: the port, then the recipients. Prints what PHPMailer says of it.
require '/usr/share/php/libphp-phpmailer/autoload.php';

use PHPMailer\PHPMailer\PHPMailer;

[, $port] = $argv;
$mail = new PHPMailer(true);
$mail->isSMTP();
$mail->Host = '127.0.0.1';
$mail->Port = (int) $port;
$mail->SMTPAutoTLS = false;
$mail->Helo = 'client.example.org';
$mail->MessageDate = 'Fri, 20 Nov 2026 10:00:00 +0000';
$mail->MessageID = '<1@example.org>';
$mail->XMailer = 'PHPMailer';
$mail->setFrom('sender@example.org');
foreach (array_slice($argv, 2) as $recipient) {
    $mail->addAddress($recipient);
}
$mail->Subject = 'to several';
$mail->Body = 'hello';
try {
    $mail->send();
    echo "sent\n";
} catch (Exception $failure) {
    echo $failure->getMessage(), "\n";
    exit(1);
}
