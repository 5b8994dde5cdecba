import type { Reason } from './reason.ts';

/** Refusals of proofs that a caller holds the key of its tokens. */
export const senderReasons = {
  'sender.other_kind': { check: 'sender.proved', explain: 'The application proved a key in another way than it is set to.', fix: ['Use what is expected, or change the sender constraint of the application.'] },
  'sender.other_key': { check: 'sender.key_same', explain: 'The key that was proved is not the one that this was bound to.', fix: ['Use the key that the token or code was asked for with, from the first request to the last.'] },
  'sender.downgrade': { check: 'sender.key_same', explain: 'The access token is bound to a key and was sent as a Bearer token.', fix: ['Send Authorization: DPoP followed by the access token, with a DPoP proof.'] },
  'sender.not_bound': { check: 'sender.key_same', explain: 'The access token was sent with the scheme DPoP, but it is not bound to a DPoP key.', fix: ['Send Authorization: Bearer followed by the access token.'] },
  'sender.possession_missing': { check: 'dpop.proof', explain: 'The access token is bound to a key, and the request has no DPoP proof.', fix: ['Send a DPoP proof for this request, with the hash of the access token (ath).'] },
  'dpop.malformed': { check: 'dpop.proof', explain: 'The DPoP header is not one signed JWT.', fix: ['Send one DPoP header with one JWT in compact serialization.'] },
  'dpop.type_wrong': { check: 'dpop.proof', explain: 'The typ of the DPoP proof is wrong.', fix: ['Set typ in the header of the JWT to dpop+jwt.'] },
  'dpop.algorithm_not_allowed': { check: 'dpop.proof', explain: 'The algorithm of the DPoP proof is not one that this application may sign with.', fix: ['Sign with one that is expected, for example ES256.'] },
  'dpop.key_not_public': { check: 'dpop.proof', explain: 'The header of the DPoP proof has no public key in jwk.', fix: ['Put the public key alone into jwk: a private key that was sent once is no secret any more.'] },
  'dpop.signature_wrong': { check: 'dpop.proof', explain: 'The signature of the DPoP proof does not hold under the key in its header.', fix: ['Sign with the private key of the jwk in the header, by the algorithm in alg.'] },
  'dpop.claim_wrong': { check: 'dpop.proof', explain: 'A claim of the DPoP proof is missing or not what it has to be.', fix: ['Make a new proof for each request with jti, htm, htu and iat.'] },
  'dpop.method_differs': { check: 'dpop.proof', explain: 'The DPoP proof was made for another HTTP method.', fix: ['Set htm to the method of the request, in upper case.'] },
  'dpop.address_differs': { check: 'dpop.proof', explain: 'The DPoP proof was made for another address.', fix: ['Set htu to the address of the request, without query and fragment.'] },
  'dpop.token_differs': { check: 'dpop.proof', explain: 'The DPoP proof was not made for this access token.', fix: ['Set ath to the base64url SHA-256 of the access token that is sent.'] },
  'dpop.out_of_time': { check: 'dpop.fresh', explain: 'The DPoP proof was not made just now.', fix: ['Make a new proof for each request, and set the clock of the device.'] },
  'dpop.clock_differs': { check: 'dpop.fresh', explain: 'The clock of the device differs from the server\'s, so a proof needs a nonce of the server.', fix: ['Make a new proof with the value of the header DPoP-Nonce as nonce.'] },
  'dpop.nonce_missing': { check: 'dpop.fresh', explain: 'The DPoP proof needs a nonce of the server.', fix: ['Make a new proof with the value of the header DPoP-Nonce as nonce.'] },
  'dpop.nonce_stale': { check: 'dpop.fresh', explain: 'The nonce of the DPoP proof is too old, or not one of this server.', fix: ['Make a new proof with the value of the header DPoP-Nonce as nonce.'] },
  'dpop.replayed': { check: 'dpop.fresh', explain: 'The DPoP proof was used before.', fix: ['Make a new proof with a new jti for each request, repeated ones too.'] },
  'dpop.jkt_malformed': { check: 'dpop.proof', explain: 'dpop_jkt is not the thumbprint of a key.', fix: ['Send the base64url SHA-256 thumbprint of the public key: 43 characters.'] },
  'dpop.jkt_differs': { check: 'dpop.proof', explain: 'dpop_jkt names another key than the one of the DPoP proof.', fix: ['Prove the key that dpop_jkt names, or leave one of both out.'] },
  'token.authentication_insufficient': { check: 'token.authentication', explain: 'The person must be authenticated better, or more recently, for this.', fix: ['Send the person through the login again with the acr_values and the max_age of the challenge.'] },
} as const satisfies Record<string, Reason>;
