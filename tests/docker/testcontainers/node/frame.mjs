// What stands around the README's lines: an application that sends a mail.
import assert from "node:assert";
import nodemailer from "nodemailer";

async function signUp(address, host, port) {
  await nodemailer.createTransport({ host, port, ignoreTLS: true })
    .sendMail({ from: "shop@example.test", to: address, subject: process.env.SUBJECT, text: "hello" });
}

// README
