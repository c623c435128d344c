# Tests of signup.rb with Minitest and the mail gem. Start the mock, then run them:
#   docker run --rm -p 127.0.0.1:1025:1025 -p 127.0.0.1:8025:8025 -e MOCKSMTP_USER=shop:secret mocksmtp
#   ruby signup_test.rb
# The gems are those of the Gemfile (bundle exec ruby ... then), or of apt-get install ruby-mail ruby-minitest.
require "minitest/autorun"
require_relative "mock_scope"
require_relative "signup"

class SignupTest < Minitest::Test
  include MockScoped
  parallelize_me!

  def setup
    @bob = mail.address("bob")
    @signup = Signup.new(host: ENV.fetch("SMTP_HOST", "localhost"), port: ENV.fetch("SMTP_PORT", 1025).to_i,
                         user: "shop", password: "secret", ca_file: MockScope::CA.path)
  end

  def test_welcomes_with_a_code_authenticated_and_encrypted
    @signup.welcome(@bob)

    found = mail.assert_message(to: @bob)
    assert_equal "shop@example.test", found["from"]
    assert_equal [@bob], found["to"]
    assert_equal "Welcome", found["subject"]
    assert_equal ["signup"], found["headers"]["x-campaign"]
    # By lines: mail 2.7 encodes a CR too many in each (mikel/mail#1420), and the mock shows what was sent.
    assert_equal ["Grüß Gott!", "", "Your code is 482913."], found["text"].lines(chomp: true)
    assert_equal %w[PLAIN shop], found["auth"].values_at("mechanism", "user")
    assert_equal %w[starttls TLSv1.3], found["tls"].values_at("mode", "version")
  end

  def test_waits_for_a_mail_that_is_sent_in_the_background
    sending = @signup.welcome_later(@bob)

    assert_equal "482913", mail.get("message/code", to: @bob, wait: "10s")
    assert_includes mail.get("message/text"), "Grüß Gott!"
    sending.join
  end

  def test_tries_again_when_the_server_says_later
    mail.put_rule "later", on: "rcpt", times: 1, reply: "451 4.7.1 Try again later"

    @signup.welcome(@bob)

    mail.assert_message(to: @bob)
    assert_equal %w[refused accepted], mail.get("transactions")["transactions"].map { |one| one["outcome"] }
    assert_equal 1, mail.get("rules/later")["hits"]
  end

  def test_two_scopes_at_the_same_time_do_not_see_each_other
    other = MockScope.new
    mail.put_rule "unknown", on: "rcpt", reply: { preset: "user_unknown" }

    refused, welcome = [mail, other].map { |scope| @signup.welcome_later(scope.address("bob")) }

    assert_raises(Net::SMTPFatalError) { refused.value }
    welcome.join
    assert_empty mail.get("messages")["messages"]
    assert_equal [other.address("bob")], other.assert_message["to"]
    other.delete
  end

  def test_says_what_is_wrong_with_a_mail
    @signup.welcome(@bob)

    failure = assert_raises(Minitest::Assertion) { mail.assert_message(to: @bob, "must.subject": "Your password") }
    assert_includes failure.message, "expected exactly 1 message"
    assert_includes failure.message, "subject differs at character 1"
  end
end
