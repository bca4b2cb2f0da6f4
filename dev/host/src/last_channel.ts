/** The channel that a member had open last in a team; the next visit of the team begins there. */
function keyOf(userId: string, teamId: string): string {
    return `${userId}:${teamId}:last_channel_path`;
}

export function rememberChannelPath(userId: string, teamId: string, path: string): void {
    localStorage.setItem(keyOf(userId, teamId), path);
}

export function lastChannelPath(userId: string, teamId: string): string | null {
    return localStorage.getItem(keyOf(userId, teamId));
}
