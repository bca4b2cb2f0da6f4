/**
 * A person whose chain a test writes record by record, to see what others make of it.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../src/lib/bytes';
import type {ChainLink} from '../../src/vault/protocol/chain';
import {createRecord, linkOf, nextRecord, signWith, unsafeTestingKeys, userIdOf} from './people';
import type {UnsafeTestingKeys} from './people';

interface Generation {
    readonly link: ChainLink;
    readonly keys: UnsafeTestingKeys;
    readonly signed: Bytes;
}

export class HandMadePerson {
    private constructor(
        readonly name: string,
        private readonly generations: readonly Generation[],
    ) {}

    static async create(name: string): Promise<HandMadePerson> {
        const keys = await unsafeTestingKeys();
        const record = createRecord(userIdOf(name), keys);
        return new HandMadePerson(name, [{keys, link: await linkOf(record), signed: await signWith(record, keys)}]);
    }

    /** The same person with one more generation; this one stays as it is. */
    async next(kind: 'rotate' | 'reset'): Promise<HandMadePerson> {
        const last = this.generation();
        const keys = await unsafeTestingKeys();
        const record = nextRecord(last.link, kind, keys);
        const signed = await signWith(record, keys, kind === 'rotate' ? last.keys : undefined);
        return new HandMadePerson(this.name, [...this.generations, {keys, link: await linkOf(record), signed}]);
    }

    /** The newest one where none is asked for. */
    generation(index = this.generations.length - 1): Generation {
        const generation = this.generations[index];
        if (!generation) {
            throw new Error(`${this.name} has no generation ${index}`);
        }
        return generation;
    }

    chain(): readonly Bytes[] {
        return this.generations.map(({signed}) => signed);
    }
}
