<?php
// Sends the mails in a file of JSON with Symfony Mailer; arguments: the file, the port.
require '/usr/share/php/Symfony/Component/Mailer/autoload.php';

use Symfony\Component\Mailer\Transport\Smtp\EsmtpTransport;
use Symfony\Component\Mime\Address;
use Symfony\Component\Mime\Email;
use Symfony\Component\Mime\Part\Multipart\AlternativePart;
use Symfony\Component\Mime\Part\TextPart;

function addresses(array $told): array
{
    return array_map(fn ($one) => new Address($one['address'], $one['name'] ?? ''), $told);
}

function message(array $told): Email
{
    $mail = (new Email())->from(...addresses([$told['from']]))->to(...addresses($told['to']))->subject($told['subject']);
    if ($told['cc']) $mail->cc(...addresses($told['cc']));
    if ($told['reply_to']) $mail->replyTo(...addresses($told['reply_to']));
    if ($told['text'] !== null) $mail->text($told['text']);
    // It makes content ids of its own, and puts them where HTML names the file.
    $html = $told['html'];
    foreach ($told['inline'] as $one) {
        $html = str_replace('cid:' . $one['content_id'], 'cid:' . $one['name'], $html);
        $mail->embedFromPath($one['path'], $one['name'], $one['type']);
    }
    if ($html !== null) $mail->html($html);
    foreach ($told['attachments'] as $one) $mail->attachFromPath($one['path'], $one['name'], $one['type']);
    if ($told['calendar'] !== null) {
        $invitation = new TextPart($told['calendar'], 'utf-8', 'calendar');
        $invitation->getHeaders()->addParameterizedHeader('Content-Type', 'text/calendar', ['method' => 'REQUEST']);
        $mail->setBody(new AlternativePart(new TextPart($told['text']), new TextPart($html, 'utf-8', 'html'), $invitation));
    }
    $headers = $mail->getHeaders();
    if ($told['in_reply_to'] !== null) $headers->addTextHeader('In-Reply-To', $told['in_reply_to']);
    if ($told['references']) $headers->addTextHeader('References', implode(' ', $told['references']));
    foreach ($told['headers'] as $name => $value) $headers->addTextHeader($name, $value);
    if ($told['unsubscribe'] !== null) {
        $headers->addTextHeader('List-Unsubscribe',
            "<{$told['unsubscribe']['url']}>, <mailto:{$told['unsubscribe']['mailto']}>");
        $headers->addTextHeader('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click');
    }
    return $mail;
}

$transport = new EsmtpTransport('localhost', (int) $argv[2]);
foreach (json_decode(file_get_contents($argv[1]), true) as $told) $transport->send(message($told));
