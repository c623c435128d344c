# The application: mails a new customer the code that ends the signup.
require "mail"

class Signup
  ATTEMPTS = 3
  TEXT = <<~END
    Grüß Gott!

    Your code is 482913.
  END

  def initialize(host:, port:, user:, password:, ca_file:)
    @smtp = { address: host, port: port, user_name: user, password: password, ca_file: ca_file,
              enable_starttls: true, openssl_verify_mode: OpenSSL::SSL::VERIFY_PEER }
  end

  # Tries again while the server says "later" (4xx); raises what Net::SMTP raises when it says no, or says it too often.
  def welcome(address)
    mail = message(address)
    attempt = 1
    begin
      mail.deliver!
    rescue Net::SMTPServerBusy
      raise if attempt == ATTEMPTS

      attempt += 1
      sleep 0.1
      retry
    end
  end

  # The same in the background; value or join of the thread says how it ended.
  def welcome_later(address)
    Thread.new { welcome(address) }.tap { |thread| thread.report_on_exception = false }
  end

  private

  def message(address)
    mail = Mail.new(from: "shop@example.test", to: address, subject: "Welcome", charset: "UTF-8", body: TEXT)
    mail["X-Campaign"] = "signup"
    mail.delivery_method :smtp, @smtp
    mail
  end
end
