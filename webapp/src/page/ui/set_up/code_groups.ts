const GROUP_LENGTH = 5;
const GROUPS = 7;

/** Groups of a code as typed so far: capitals, without spaces and dashes. Never more than one beyond the seven. */
export function groupsOf(typed: string): string[] {
    const characters = Array.from(typed.toUpperCase().replace(/[\s\p{Pd}]+/gu, '')).slice(0, GROUP_LENGTH * (GROUPS + 1));
    return Array.from({length: Math.ceil(characters.length / GROUP_LENGTH)}, (_, index) =>
        characters.slice(index * GROUP_LENGTH, (index + 1) * GROUP_LENGTH).join(''),
    );
}
