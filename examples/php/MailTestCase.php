<?php

declare(strict_types=1);

use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/MockScope.php';

/** A test with a scope of its own. Copy this file and MockScope.php into your tests. */
abstract class MailTestCase extends TestCase
{
    protected MockScope $mail;

    protected function setUp(): void
    {
        $this->mail = new MockScope();
    }

    /** Is called when the test has passed: the scope of one that failed stays, to be looked at. */
    protected function assertPostConditions(): void
    {
        $this->mail->delete();
    }
}
