import { type Decoder, replacing } from './decoder.ts';

/** English by the words of the other seed languages (German, French, Spanish, Italian), marks removed. */
const WORDS = `
ignore=ignoriere ignorieren ignorez ignora ignorad ignore ignorate
forget=vergiss vergesst oubliez oublie olvida olviden dimentica
all=alle allen toutes tous todas todos tutte tutti
previous=vorherigen bisherigen vorigen precedentes precedents anteriores previas precedenti
instructions=anweisungen instruktionen consignes instrucciones istruzioni
send=sende senden schicke schick envoie envoyez envia enviar envie invia inviare manda mande mandez
email=mail courriel correo email
forward=weiterleiten leite transfere transferez reenvia inoltra
refund=erstatte erstatten ruckerstatten rembourse remboursez reembolsa reembolse rimborsa rimborsare
transfer=uberweise uberweisen vire virez transfiere transferir trasferisci
pay=bezahle zahle paie payez paga pague
delete=losche loschen supprime supprimez elimina elimine borra borre cancella
account=konto kontos compte cuenta conto
reveal=verrate offenbare enthulle revele revelez devoile revela revele rivela
show=zeige zeig montre montrez affiche affichez muestra muestre mostra
repeat=wiederhole wiederholen repete repetez repite repita ripeti
print=drucke imprime imprimez stampa
write=schreibe schreib ecris ecrivez escribe escriba scrivi
answer=antworte beantworte reponds repondez responde responda rispondi
remember=merke merk erinnere souviens retiens recuerda recuerde ricorda
call=rufe appelle appelez llama llame chiama
tool=werkzeug outil herramienta strumento
system=systems systeme sistema
prompt=systemprompt systemanweisung invite
your=deine deinen dein ihre ihren votre vos ton tes tu tus su tuo tue tuoi
to=an zu auf a al alla
the=die das den dem der le la les el los las il lo gli
of=von des du de del della
order=bestellung commande pedido ordine
customer=kunde kunden client cliente
transcript=verlauf gesprachsverlauf transcription transcripcion trascrizione
conversation=unterhaltung gesprach conversacion conversazione
password=passwort kennwort mot-de-passe contrasena
address=adresse direccion indirizzo
change=andere andern aendere change changez cambia cambie modifie modifiez
please=bitte veuillez
and=und et y e
with=mit avec con
when=wenn quand cuando quando
says=sagt dit dice
user=nutzer benutzer utilisateur usuario utente
refuse=verweigere refuse refusez rechaza rifiuta
image=bild imagen immagine
insert=fuge inserez inserta inserisci
include=fugen incluez incluye includi
link=verweis lien enlace
questions=fragen preguntas domande
about=uber sur sobre
returns=rucksendungen retours devoluciones resi`;

const ENGLISH = new Map(
  WORDS.trim()
    .split('\n')
    .flatMap((line) => {
      const [english = '', foreign = ''] = line.split('=');
      return foreign.split(' ').map((word): [string, string] => [word, english]);
    }),
);

/** Words that are orders in another language and nothing in English: they make the table worth applying. */
export const FOREIGN_ORDERS: readonly string[] = [...ENGLISH]
  .filter(([word, english]) => word.length >= 4 && ORDER_WORDS().has(english) && !PLAIN_ENGLISH().has(word))
  .map(([word]) => word);

/** Word by word, which is enough for orders: the verb, the thing, the address. */
export const TRANSLATION: Decoder = replacing('translation', (text) =>
  text
    .normalize('NFD')
    .replace(/[\u{300}-\u{36f}]/gu, '')
    .replace(/\u{df}/gu, 'ss')
    .replace(/[A-Za-z]+/g, (word) => ENGLISH.get(word.toLowerCase()) ?? word),
);

function ORDER_WORDS(): ReadonlySet<string> {
  return new Set(
    'ignore forget send forward refund transfer pay delete reveal show repeat print write answer remember call change refuse insert'.split(
      ' ',
    ),
  );
}

function PLAIN_ENGLISH(): ReadonlySet<string> {
  return new Set('change mail email ignore refuse transfer include conversation mande'.split(' '));
}
