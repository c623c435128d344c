# Sends one mail with Net::SMTP; what and how is in the environment (see errand.py).
require 'net/smtp'

smtp = Net::SMTP.new(ENV['SEND_HOST'], ENV['SEND_PORT'].to_i)
context = OpenSSL::SSL::SSLContext.new
context.set_params(ca_file: ENV['SEND_CA'], verify_mode: OpenSSL::SSL::VERIFY_PEER)
case ENV['SEND_TLS']
when 'plain' then smtp.disable_starttls
when 'starttls' then smtp.enable_starttls(context)
else
  smtp.disable_starttls
  smtp.enable_tls(context)
end
how = ENV['SEND_HOW'].empty? ? nil : ENV['SEND_HOW'].to_sym
smtp.start('client.example.org', ENV['SEND_USER'], ENV['SEND_PASSWORD'], how) do |open|
  open.send_message(File.binread(ENV['SEND_MESSAGE']), ENV['SEND_FROM'], ENV['SEND_TO'])
end
