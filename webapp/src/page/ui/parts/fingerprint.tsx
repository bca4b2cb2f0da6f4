import {groupedFingerprint} from '../words/fingerprints';

/** To be compared by eye: in groups, and in letters that can be told apart. */
export function Fingerprint({value}: {readonly value: string}) {
    return (
        <code className="e2ee-fingerprint" data-testid="e2ee-fingerprint">
            {groupedFingerprint(value)}
        </code>
    );
}
