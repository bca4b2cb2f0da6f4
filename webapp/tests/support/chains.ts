import {verifyChain} from '../../src/vault/protocol/chain';
import type {VerifiedChain} from '../../src/vault/protocol/chain';
import type {HandMadePerson} from './hand_made_person';
import {SERVER_ID, userIdOf} from './people';
import {provider} from './provider';

/** The chain of a person, verified as a browser does it. */
export function verifiedChainOf(person: HandMadePerson): Promise<VerifiedChain> {
    return verifyChain({provider, signedRecords: person.chain(), serverId: SERVER_ID, userId: userIdOf(person.name)});
}
