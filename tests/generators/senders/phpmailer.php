<?php
// Sends the mails in a file of JSON with PHPMailer; arguments: the file, the port.
require '/usr/share/php/libphp-phpmailer/autoload.php';

use PHPMailer\PHPMailer\PHPMailer;

function message(array $told, string $port): PHPMailer
{
    $mail = new PHPMailer(true);
    $mail->isSMTP();
    $mail->Host = '127.0.0.1';
    $mail->Port = (int) $port;
    $mail->SMTPAutoTLS = false;
    $mail->Hostname = 'client.example.org';
    $mail->CharSet = PHPMailer::CHARSET_UTF8;
    $mail->setFrom($told['from']['address'], $told['from']['name'] ?? '');
    foreach ($told['to'] as $one) $mail->addAddress($one['address'], $one['name'] ?? '');
    foreach ($told['cc'] as $one) $mail->addCC($one['address'], $one['name'] ?? '');
    foreach ($told['reply_to'] as $one) $mail->addReplyTo($one['address'], $one['name'] ?? '');
    $mail->Subject = $told['subject'];
    $mail->isHTML($told['html'] !== null);
    $mail->Body = $told['html'] ?? $told['text'];
    if ($told['html'] !== null && $told['text'] !== null) $mail->AltBody = $told['text'];
    foreach ($told['inline'] as $one) {
        $mail->addEmbeddedImage($one['path'], $one['content_id'], $one['name'], 'base64', $one['type']);
    }
    foreach ($told['attachments'] as $one) $mail->addAttachment($one['path'], $one['name'], 'base64', $one['type']);
    if ($told['calendar'] !== null) $mail->Ical = $told['calendar'];
    if ($told['in_reply_to'] !== null) $mail->addCustomHeader('In-Reply-To', $told['in_reply_to']);
    if ($told['references']) $mail->addCustomHeader('References', implode(' ', $told['references']));
    foreach ($told['headers'] as $name => $value) $mail->addCustomHeader($name, $value);
    if ($told['unsubscribe'] !== null) {
        $mail->addCustomHeader('List-Unsubscribe', "<{$told['unsubscribe']['url']}>, <mailto:{$told['unsubscribe']['mailto']}>");
        $mail->addCustomHeader('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click');
    }
    return $mail;
}

foreach (json_decode(file_get_contents($argv[1]), true) as $told) message($told, $argv[2])->send();
