import {encodeBase64url} from '../../../../src/lib/base64url';
import {safetyNumberOf} from '../../../../src/vault/protocol/safety_number';
import type {NumberedPerson} from '../../../../src/vault/protocol/safety_number';
import {createRecord, linkOf, userIdOf} from '../../people';
import {provider} from '../../provider';
import type {Accounts} from './accounts';
import type {AliceChain} from './make_identity';
import type {Plan} from './plan';

export async function safetyNumberPlans({bob, mallory}: Accounts, {links}: AliceChain): Promise<readonly Plan[]> {
    const [created, rotated] = links.map(({hash}) => ({userId: userIdOf('alice'), record: hash})) as [NumberedPerson, NumberedPerson];
    const bobs = {userId: userIdOf('bob'), record: (await linkOf(createRecord(userIdOf('bob'), bob[0]))).hash};
    const forged = {...bobs, record: (await linkOf(createRecord(userIdOf('bob'), mallory[0]))).hash};
    const carol = {...bobs, userId: userIdOf('carol')};
    const [number, later, ofCarol] = await Promise.all(
        (
            [
                [created, bobs],
                [rotated, bobs],
                [created, carol],
            ] as const
        ).map((people) => safetyNumberOf(provider, people)),
    );
    if (!number || !later || !ofCarol) {
        throw new Error('three numbers');
    }
    const plan = (
        id: string,
        comment: string,
        scanned: string,
        people: readonly [NumberedPerson, NumberedPerson] = [created, bobs],
    ): Plan => {
        const [one, other] = people.map(({userId, record}) => ({userId, record: encodeBase64url(record)}));
        return {id, comment, input: {one: one ?? {}, other: other ?? {}, scanned}, expect: 'ok'};
    };
    const grouped = number.digits.replace(/(\d{5})/gu, '$1 ');
    return [
        plan('same', 'the other side shows the same code', number.qr),
        plan('other-side', 'computed by the other person', number.qr, [bobs, created]),
        plan('digits', 'the digits alone', number.digits),
        plan('digits-grouped', 'digits as shown, over three lines', grouped.replace(/((?:\d{5} ){4})/gu, '$1\n')),
        plan('rotated', 'another record of the same person', later.qr),
        plan('false-record', 'somebody else’s record under Bob’s name', number.qr, [created, forged]),
        plan(
            'one-digit',
            'one digit differs',
            number.digits.replace(/\d$/u, (digit) => String((Number(digit) + 1) % 10)),
        ),
        plan('other-people', 'a code of other people', ofCarol.qr),
        plan('digits-short', '59 digits', number.digits.slice(1)),
        plan(
            'digits-other-script',
            'digits that are not ASCII',
            number.digits.replace(/\d/gu, (digit) => String.fromCodePoint(0x660 + Number(digit))),
        ),
        plan('qr-cut', 'a code without its last digit', number.qr.slice(0, -1)),
        plan('words', 'something else', 'https://chat.example.org/'),
        plan('nothing', 'nothing', ''),
    ];
}
