// The verifier of the Digital Credentials Consortium (MIT and other universities), which its wallet and
// its public page VerifierPlus use, over a folder, or over a web server on this machine, in place of the site.
// Arguments: SITE BASE NOW RECIPIENT PNG…; prints one line of JSON for each picture. It is copied beside its
// node_modules to run.
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import extract from 'png-chunks-extract';

const [site, base, now, , ...pngs] = process.argv.slice(2);
const REGISTRY = 'https://registry.example.org/registry.json';

// It asks the clock itself.
const moment = new Date(now).getTime();
globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length ? given : [moment]));
  }
  static now() {
    return moment;
  }
};

// did:web always means https; the demo's own root is http.
const here = new URL(base).host;

const ask = globalThis.fetch;
globalThis.fetch = async asked => {
  const url = new URL(asked.url ?? asked);
  if(url.href === REGISTRY) {
    const registry = Object.fromEntries(pngs.map(issuer).filter(Boolean).map(did => [did, {name: did}]));
    return Response.json({registry});
  }
  if(url.host === here && site.startsWith('http')) {
    return ask(site + url.pathname);
  }
  const file = join(site, url.pathname);
  const held = url.host === here && existsSync(file);
  return held ? new Response(readFileSync(file), {headers: {'content-type': 'application/json'}}) :
    new Response('not found', {status: 404});
};

const {verifyCredential} = await import('@digitalcredentials/verifier-core');

function unbake(png) {
  const found = extract(readFileSync(png)).filter(({name}) => name === 'iTXt')
    .map(({data}) => Buffer.from(data).toString('utf8').split('\0'))
    .filter(([keyword]) => keyword === 'openbadgecredential');
  if(found.length !== 1) {
    throw new Error(`${found.length} credentials in the picture`);
  }
  return JSON.parse(found[0].at(-1));
}

function issuer(png) {
  try {
    return unbake(png).issuer.id;
  } catch {
    return null;
  }
}

async function judge(png) {
  const registries = [{name: 'ours', type: 'dcc-legacy', url: REGISTRY}];
  const {errors = [], log = []} = await verifyCredential({
    credential: unbake(png), knownDIDRegistries: registries,
  });
  const wanted = ['valid_signature', 'expiration', 'revocation_status', 'registered_issuer'];
  const passed = new Set(log.filter(({valid}) => valid).map(({id}) => id));
  const failed = wanted.filter(id => !passed.has(id)).map(id => [
    id, log.find(step => step.id === id)?.error?.message].filter(Boolean).join(': '));
  const why = [...errors.map(({message}) => message), ...failed].join('; ');
  return {png, accepted: errors.length === 0 && failed.length === 0, why};
}

console.error = () => {};
for(const png of pngs) {
  const refused = error => ({png, accepted: false, why: String(error)});
  process.stdout.write(JSON.stringify(await judge(png).catch(refused)) + '\n');
}
