/** The checks anyone can make, word for word, run in the folder that holds the manifest. The tests run these very lines. */
export const CHECK_FILES = 'sha256sum -c manifest-sha256.txt';
export const CHECK_LIST = 'openssl dgst -sha256 -verify signing-key.pem -signature manifest-sha256.txt.sig manifest-sha256.txt';
export const CHECK_KEY = 'openssl pkey -pubin -in signing-key.pem -outform DER | openssl dgst -sha256';

/** @param folder relative to `data/`, e.g. `entries/0001` */
export function checkEntry(folder: string): string[] {
  return [
    `openssl dgst -sha256 -verify signing-key.pem -signature data/${folder}/record.sig data/${folder}/record.json`,
    `sha256sum data/${folder}/record.json`,
  ];
}
