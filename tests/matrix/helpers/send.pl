# Sends one mail with Net::SMTP and Authen::SASL; what and how is in the environment (see errand.py).
use strict;
use warnings;
use Net::SMTP;
use Authen::SASL;

my %tls = (
    SSL_ca_file => $ENV{SEND_CA}, SSL_verify_mode => 1, SSL_verifycn_name => $ENV{SEND_HOST},
    $ENV{SEND_CERT} ? (SSL_cert_file => $ENV{SEND_CERT}, SSL_key_file => $ENV{SEND_KEY}) : ());
my $implicit = $ENV{SEND_TLS} eq 'implicit';
my $smtp = Net::SMTP->new(
    $ENV{SEND_HOST}, Port => $ENV{SEND_PORT}, Hello => 'client.example.org', Timeout => 60, SSL => $implicit, ($implicit ? %tls : ()))
    or die "no connection: $@";
if ($ENV{SEND_TLS} eq 'starttls') { $smtp->starttls(%tls) or die 'STARTTLS: ' . $smtp->message; }

my %callback = (user => $ENV{SEND_USER}, pass => $ENV{SEND_PASSWORD}, authname => '');
my $done = $ENV{SEND_HOW}
    ? $smtp->auth(Authen::SASL->new(mechanism => $ENV{SEND_HOW}, callback => \%callback))
    : $smtp->auth($ENV{SEND_USER}, $ENV{SEND_PASSWORD});
die 'AUTH: ' . $smtp->code . ' ' . $smtp->message unless $done;

open(my $file, '<', $ENV{SEND_MESSAGE}) or die;
my $message = do { local $/; <$file> };
$smtp->mail($ENV{SEND_FROM}) && $smtp->to($ENV{SEND_TO}) && $smtp->data && $smtp->datasend($message) && $smtp->dataend && $smtp->quit
    or die $smtp->message;
