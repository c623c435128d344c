# Sends the mails in a file of JSON with the gem mail; arguments: the file, the port.
require 'json'
require 'mail'

def address(told)
  return told['address'] unless told['name']

  one = Mail::Address.new
  one.address = told['address']
  one.display_name = told['name']
  one.encoded
end

def text_part(content, type)
  Mail::Part.new(content_type: type, body: content)
end

# The readable part, the alternatives, or either with its pictures.
def readable(told)
  parts = []
  parts << text_part(told['text'], 'text/plain; charset=UTF-8') if told['text']
  parts << text_part(told['html'], 'text/html; charset=UTF-8') if told['html']
  parts << text_part(told['calendar'], 'text/calendar; charset=UTF-8; method=REQUEST') if told['calendar']
  part = parts.one? ? parts.first : around('multipart/alternative', parts)
  return part if told['inline'].empty?

  around('multipart/related', [part]).tap do |whole|
    told['inline'].each do |one|
      whole.attachments.inline[one['name']] = {
        mime_type: one['type'], content: File.binread(one['path']), content_id: "<#{one['content_id']}>"
      }
    end
  end
end

def around(type, parts)
  Mail::Part.new(content_type: type).tap { |whole| parts.each { |one| whole.add_part one } }
end

def put_headers(mail, told)
  mail.from = address(told['from'])
  %w[to cc reply_to].each do |field|
    mail[field] = told[field].map { |one| address(one) }.join(', ') if told[field].any?
  end
  mail.message_id = "<#{told['name']}.by.ruby@example.test>" # else the machine's name is in there, however long
  mail.subject = told['subject']
  mail.in_reply_to = told['in_reply_to'] if told['in_reply_to']
  mail.references = told['references'].join(' ') if told['references'].any?
  told['headers'].each { |name, value| mail[name] = value }
  return unless told['unsubscribe']

  mail['List-Unsubscribe'] = "<#{told['unsubscribe']['url']}>, <mailto:#{told['unsubscribe']['mailto']}>"
  mail['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click'
end

def put_content(mail, told)
  if told['html'].nil? && told['attachments'].empty?
    mail.body = told['text']
    return
  end
  mail.add_part readable(told)
  told['attachments'].each do |one|
    mail.attachments[one['name']] = { mime_type: one['type'], content: File.binread(one['path']) }
  end
end

JSON.parse(File.read(ARGV[0])).each do |told|
  mail = Mail.new(charset: 'UTF-8')
  put_headers(mail, told)
  put_content(mail, told)
  mail.delivery_method :smtp, address: 'localhost', port: ARGV[1].to_i
  mail.deliver!
end
