<?php

// The queue's worker: sends the one welcome mail that it is given on its standard input.

declare(strict_types=1);

require_once __DIR__ . '/bootstrap.php';

[$signup, $address] = unserialize(stream_get_contents(STDIN));
$signup->welcome($address);
