import {useEffect, useState} from 'react';

/** Whether `holds` has been true for so long without a break: for what is worth a word only where it doesn't pass by itself. */
export function useLasting(holds: boolean, forMs: number): boolean {
    const [hasLasted, setHasLasted] = useState(false);
    useEffect(() => {
        if (!holds) {
            return undefined;
        }
        const timer = setTimeout(() => setHasLasted(true), forMs);
        return () => {
            clearTimeout(timer);
            setHasLasted(false);
        };
    }, [holds, forMs]);
    return holds && hasLasted;
}
