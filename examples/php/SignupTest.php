<?php

// Tests of Signup.php with PHPUnit and PHPMailer. Start the mock, then run them:
//   docker run --rm -p 127.0.0.1:1025:1025 -p 127.0.0.1:8025:8025 -e MOCKSMTP_USER=shop:secret mocksmtp
//   phpunit
// Where both come from: composer require phpmailer/phpmailer:^6.6 && composer require --dev phpunit/phpunit:^9.6
// (and vendor/bin/phpunit then), or apt-get install phpunit libphp-phpmailer.

declare(strict_types=1);

use PHPUnit\Framework\AssertionFailedError;

require_once __DIR__ . '/MailTestCase.php';

final class SignupTest extends MailTestCase
{
    private Signup $signup;

    protected function setUp(): void
    {
        parent::setUp();
        $this->signup = new Signup(
            host: getenv('SMTP_HOST') ?: 'localhost',
            port: (int) (getenv('SMTP_PORT') ?: 1025),
            user: 'shop',
            password: 'secret',
            caFile: MockScope::caFile(),
        );
    }

    public function testWelcomesWithACodeAuthenticatedAndEncrypted(): void
    {
        $bob = $this->mail->address('bob');

        $this->signup->welcome($bob);

        $mail = $this->mail->expectMail(['to' => $bob]);
        self::assertSame('shop@example.test', $mail['from']);
        self::assertSame([$bob], $mail['to']);
        self::assertSame('Welcome', $mail['subject']);
        self::assertSame(['signup'], $mail['headers']['x-campaign']);
        // PHPMailer puts an empty line at the end.
        self::assertSame("Grüß Gott!\n\nYour code is 482913.", rtrim($mail['text']));
        self::assertSame(['CRAM-MD5', 'shop'], [$mail['auth']['mechanism'], $mail['auth']['user']]);
        self::assertSame(['starttls', 'TLSv1.3'], [$mail['tls']['mode'], $mail['tls']['version']]);
    }

    public function testWaitsForAMailThatAWorkerSends(): void
    {
        $bob = $this->mail->address('bob');

        $worker = $this->signup->welcomeInBackground($bob);

        self::assertSame('482913', $this->mail->get('message/code', ['to' => $bob, 'wait' => '10s']));
        self::assertSame(0, proc_close($worker));
    }

    public function testTriesAgainWhenTheServerSaysLater(): void
    {
        $bob = $this->mail->address('bob');
        $this->mail->putRule('later', ['on' => 'rcpt', 'times' => 1, 'reply' => '451 4.7.1 Try again later']);

        $this->signup->welcome($bob);

        $this->mail->expectMail(['to' => $bob]);
        $outcomes = array_column($this->mail->get('transactions')['transactions'], 'outcome');
        self::assertSame(['refused', 'accepted'], $outcomes);
        self::assertSame(1, $this->mail->get('rules/later')['hits']);
    }

    public function testTwoScopesAtTheSameTimeDoNotSeeEachOther(): void
    {
        $other = new MockScope();
        $this->mail->putRule('later', ['on' => 'rcpt', 'times' => 1, 'reply' => ['preset' => 'greylisted']]);

        $workers = [
            $this->signup->welcomeInBackground($this->mail->address('bob')),
            $this->signup->welcomeInBackground($other->address('bob')),
        ];

        self::assertSame([0, 0], array_map('proc_close', $workers));
        self::assertSame([$this->mail->address('bob')], $this->mail->expectMail()['to']);
        self::assertSame([$other->address('bob')], $other->expectMail()['to']);
        self::assertCount(2, $this->mail->get('transactions')['transactions']);
        self::assertCount(1, $other->get('transactions')['transactions']);
        $other->delete();
    }

    public function testSaysWhatIsWrongWithAMail(): void
    {
        $bob = $this->mail->address('bob');
        $this->signup->welcome($bob);

        try {
            $this->mail->expectMail(['to' => $bob, 'must.subject' => 'Your password']);
        } catch (AssertionFailedError $failure) {
            self::assertStringContainsString('expected exactly 1 message', $failure->getMessage());
            self::assertStringContainsString('subject differs at character 1', $failure->getMessage());
            return;
        }
        self::fail('the subject is another one');
    }
}
