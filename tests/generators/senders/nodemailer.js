// Sends the mails in a file of JSON with nodemailer; arguments: the file, the port.
const fs = require('fs');
const nodemailer = require('nodemailer');
const [file, port] = process.argv.slice(2);

const mailbox = ({ name, address }) => ({ name: name || '', address });
const attached = (one, more) => ({ filename: one.name, path: one.path, contentType: one.type, ...more });
const message = (mail) => ({
    from: mailbox(mail.from),
    to: mail.to.map(mailbox),
    cc: mail.cc.map(mailbox),
    replyTo: mail.reply_to.map(mailbox),
    subject: mail.subject,
    text: mail.text || undefined,
    html: mail.html || undefined,
    attachments: [
        ...mail.inline.map((one) => attached(one, { cid: one.content_id, contentDisposition: 'inline' })),
        ...mail.attachments.map((one) => attached(one)),
    ],
    icalEvent: mail.calendar ? { method: 'REQUEST', content: mail.calendar } : undefined,
    inReplyTo: mail.in_reply_to || undefined,
    references: mail.references,
    headers: mail.unsubscribe ? { ...mail.headers, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : mail.headers,
    list: mail.unsubscribe ? { unsubscribe: [[mail.unsubscribe.url, mail.unsubscribe.mailto]] } : undefined,
});

(async () => {
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: Number(port), ignoreTLS: true });
    for (const mail of JSON.parse(fs.readFileSync(file))) await transport.sendMail(message(mail));
})().catch((error) => {
    console.log(error);
    process.exit(1);
});
