// Words that say what a number near them is, in lower case, in the eight languages of code_words.hpp.
#pragma once

#include <string_view>

namespace mocksmtp::mail {

inline constexpr std::string_view code_words =
    "code codes passcode pin otp tan mtan password passphrase token verification verify passwort kennwort passe "
    "vérification código códigos codigo clave contraseña verificación codice codici senha verificação wachtwoord "
    "verificatie";
// Of compounds.
inline constexpr std::string_view code_endings = "code codes kode passwort kennwort wachtwoord";
// They end like a code, and their numbers are others.
inline constexpr std::string_view no_code_words =
    "barcode strichcode streepjescode qrcode errorcode fehlercode foutcode artikelcode unicode decode encode opcode "
    "bankcode";

// Words that make another number of a "code" they stand before, or behind.
inline constexpr std::string_view other_before = "error bank product item status tracking bar qr source order";
inline constexpr std::string_view never_before = "zip postal post area country sort swift";
inline constexpr std::string_view other_behind = "fiscal fiscale client cliente barre barras";
inline constexpr std::string_view never_behind = "postal postale";

// Orders, invoices, customers.
inline constexpr std::string_view other_words =
    "order orders invoice customer tracking ticket reference ref booking reservation case serial vat tax registration "
    "company version build port room suite box copyright since article item sku parcel shipment membership policy "
    "contract transaction id flight vorgang aktenzeichen referenz hrb hra ust zimmer kontonummer iban bic blz "
    "commande facture client suivi référence dossier siret siren rcs tva colis réservation pedido factura cliente "
    "seguimiento referencia reserva nif cif envío ordine fattura spedizione riferimento prenotazione iva rea "
    "encomenda fatura rastreamento rastreio referência cnpj cpf kvk btw referentie zending boeking";
// Of compounds.
inline constexpr std::string_view other_beginnings =
    "bestell rechnung kunden auftrag sendung steuer vertrag buchung mitglied artikel bestelling bestelnum factuur "
    "klant";

// Telephones, amounts, postal codes, the ends of card numbers.
inline constexpr std::string_view never_words =
    "tel phone telephone fax call mobile telefon telefax tél téléphone appelez teléfono telefono llame telefone ligue "
    "telefoon extension postcode zipcode amount total price balance zip plz postleitzahl betrag summe montant importe "
    "importo valor bedrag ending endet endend terminant terminada eindigend hotline rufnummer handy whatsapp";

// Behind a number: times, amounts, currencies.
inline constexpr std::string_view unit_words =
    "min mins minute minutes minuten minutos minuti sec second seconds sekunden secondes segundos secondi seconden "
    "hour hours hrs stunden heures horas ore uur uhr day days tage tagen jours días dias giorni dagen years jahre "
    "jahren ans años anos anni jaar points punkte puntos punti pontos punten people users customers kunden items "
    "characters zeichen eur euro euros usd gbp chf jpy brl dollar dollars kr kb mb gb km kg kwh credits miles";
inline constexpr std::string_view unit_signs =
    "% $ € £ ¥ ° 円 分 時 秒 日 月 年 人 件 個 名 点 歳 号 丁目 ポイント 文字";
// Before a number.
inline constexpr std::string_view currencies = "$ € £ ¥ ￥ EUR USD GBP CHF JPY BRL Rs kr";

// Between a name and its number.
inline constexpr std::string_view linking_words =
    "is are was number no lautet ist nummer nr est le es el número numéro é è e numero o luidt your ihr votre";

}  // namespace mocksmtp::mail
