// Sends one mail with nodemailer; its options are the first argument, as JSON. Exit status 1 and the error if it cannot.
const nodemailer = require('nodemailer');
const { transport, mail } = JSON.parse(process.argv[2]);

nodemailer.createTransport(transport).sendMail(mail, (error, info) => {
    console.log(error ? error.message : info.response);
    process.exit(error ? 1 : 0);
});
