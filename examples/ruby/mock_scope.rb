# Glue between Minitest and mocksmtp; copy this file into your tests.
require "json"
require "net/http"
require "securerandom"
require "tempfile"

# One test's part of a server that many tests share: mail to anything@NAME.scope.test belongs to scope NAME, and all
# calls here see that mail alone.
class MockScope
  URL = ENV.fetch("MOCK_URL", "http://localhost:8025")

  # The certificate to trust, in a file.
  CA = Tempfile.new("ca").tap { |file| file << Net::HTTP.get(URI("#{URL}/v1/tls/ca.pem")) }.tap(&:close)

  # Reports and parts of a mail as text, all else as it is.
  HEADERS = { "Accept" => "text/plain, */*;q=0.5", "Content-Type" => "application/json" }.freeze

  def initialize
    @name = "ruby-#{SecureRandom.hex(8)}"
  end

  # An address of this scope.
  def address(user) = "#{user}@#{@name}.scope.test"

  # The one message that fits, waited for; the test fails with the server's report if there is none, or not one.
  def assert_message(**conditions) = get("message", **conditions)

  # Scripts a failure, such as on: "rcpt", times: 1, reply: "451 4.7.1 Try again later".
  def put_rule(id, **rule) = call(Net::HTTP::Put, "/rules/#{id}", rule)

  # Any other call: get("messages", count: "2.."), get("transactions"), get("rules") ... A part of a mail is a string:
  # get("message/code", to: bob)
  def get(path, **query) = call(Net::HTTP::Get, "/#{path}?#{URI.encode_www_form(query)}")

  def delete = call(Net::HTTP::Delete, "")

  private

  def call(method, path, body = nil)
    uri = URI("#{URL}/v1/scopes/#{@name}#{path}")
    request = method.new(uri, HEADERS)
    answer = Net::HTTP.start(uri.host, uri.port) { |http| http.request(request, body&.to_json) }
    text = text_of(answer)
    raise Minitest::Assertion, text unless answer.is_a?(Net::HTTPSuccess)

    answer.content_type == "application/json" ? JSON.parse(text) : text
  end

  # To Net::HTTP every body is octets; what is UTF-8 becomes text, and octets stay what they are.
  def text_of(answer)
    is_utf8 = answer["Content-Type"].to_s.match?(/json\z|charset=utf-8\z/i)
    is_utf8 ? answer.body.force_encoding(Encoding::UTF_8) : answer.body
  end
end

# For test classes: `mail` is the scope of the running test. That of a test that failed stays, to be looked at.
module MockScoped
  attr_reader :mail

  def before_setup
    super
    @mail = MockScope.new
  end

  def after_teardown
    mail.delete if passed?
    super
  end
end
