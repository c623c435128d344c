// A mailer that lives on: its transport is the first argument, as JSON; every line of input is a mail, answered by a line.
const nodemailer = require('nodemailer');
const readline = require('readline');

const transport = nodemailer.createTransport(JSON.parse(process.argv[2]));

async function send(mail) {
    try {
        const info = await transport.sendMail(mail);
        return { accepted: info.accepted, rejected: info.rejected, response: info.response };
    } catch (error) {
        const { code, command, responseCode, message } = error;
        return { error: { code, command, responseCode, message } };
    }
}

async function main() {
    for await (const line of readline.createInterface({ input: process.stdin })) {
        console.log(JSON.stringify(await send(JSON.parse(line))));
    }
    transport.close();
}

main();
