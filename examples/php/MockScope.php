<?php

declare(strict_types=1);

use PHPUnit\Framework\Assert;

/**
 * A scope of mocksmtp: one test's part of a server that many tests share.
 *
 * Mail to anything@NAME.scope.test belongs to scope NAME, and all calls here see that mail alone.
 */
final class MockScope
{
    private string $name;

    public function __construct()
    {
        $this->name = 'php-' . bin2hex(random_bytes(8));
    }

    /** An address of this scope. */
    public function address(string $user): string
    {
        return "$user@$this->name.scope.test";
    }

    /** The one message that fits, waited for; the test fails with the server's report if there is none, or not one. */
    public function expectMail(array $conditions = []): array
    {
        return $this->get('message', $conditions);
    }

    /** Scripts a failure, such as ['on' => 'rcpt', 'times' => 1, 'reply' => '451 4.7.1 Try again later']. */
    public function putRule(string $id, array $rule): void
    {
        $this->call('PUT', "/rules/$id", $rule);
    }

    /**
     * Any other call: get('messages', ['count' => '2..']), get('transactions'), get('rules') ... A part of a mail is a
     * string: get('message/code', ['to' => $bob])
     */
    public function get(string $path, array $query = []): array|string
    {
        return $this->call('GET', "/$path?" . http_build_query($query));
    }

    public function delete(): void
    {
        $this->call('DELETE', '');
    }

    /** The certificate to trust, in a file that goes when the tests end. */
    public static function caFile(): string
    {
        static $file = null;
        if ($file === null) {
            $file = tmpfile();
            fwrite($file, file_get_contents(self::url() . '/v1/tls/ca.pem'));
        }
        return stream_get_meta_data($file)['uri'];
    }

    private static function url(): string
    {
        return getenv('MOCK_URL') ?: 'http://localhost:8025';
    }

    private function call(string $method, string $path, ?array $body = null): array|string
    {
        // Reports and parts of a mail as text, all else as it is.
        $headers = ['Accept: text/plain, */*;q=0.5', 'Content-Type: application/json'];
        $request = ['method' => $method, 'header' => $headers, 'ignore_errors' => true];
        if ($body !== null) {
            $request['content'] = json_encode((object) $body);
        }
        $url = self::url() . "/v1/scopes/$this->name$path";
        $answer = file_get_contents($url, false, stream_context_create(['http' => $request]));
        if (!preg_match('~^HTTP/\S+ 2~', $http_response_header[0])) {
            Assert::fail($answer);
        }
        return in_array('Content-Type: application/json', $http_response_header) ? json_decode($answer, true) : $answer;
    }
}
