<?php

// PHPMailer by Composer, or else from Debian's package libphp-phpmailer.
require_once is_file(__DIR__ . '/vendor/autoload.php') ? __DIR__ . '/vendor/autoload.php' : 'libphp-phpmailer/autoload.php';
require_once __DIR__ . '/Signup.php';
