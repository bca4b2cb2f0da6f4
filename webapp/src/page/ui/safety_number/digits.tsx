import {useSay} from '../words/messages';

/** Sixty digits in twelve groups of five: as they are read aloud, and looked at in turn. */
export function Digits({digits}: {readonly digits: string}) {
    const say = useSay();
    const groups = digits.match(/.{1,5}/g) ?? [];
    return (
        <ol className="e2ee-digits" aria-label={say('e2ee.safety_number.digits')} data-testid="e2ee-safety-digits" data-digits={digits}>
            {groups.map((group, index) => (
                <li key={index}>{group}</li>
            ))}
        </ol>
    );
}
