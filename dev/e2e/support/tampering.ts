import {randomBytes} from 'node:crypto';

import type pg from 'pg';

import {PLUGIN_ID} from './plugin';

/** What is to be different about a stored post. */
export interface PostChanges {
    readonly type?: string;
    readonly message?: string;
    readonly props?: Readonly<Record<string, unknown>>;
    readonly createAt?: number;
    readonly fileIds?: readonly string[];
}

/** Where a copy of a post is put. */
export interface CopyChanges {
    readonly channelId?: string;
    readonly userId?: string;
    readonly rootId?: string;
    readonly createAt?: number;
}

/**
 * What only who holds the database can do: no route of the server takes it. The server remembers much of what it read, see
 * `Stage.forgetAtServer`.
 */
export class Tampering {
    constructor(private readonly client: pg.Client) {}

    /** The published records of a person, as the server half keeps them; everything else of theirs stays. */
    async replaceChain(userId: string, records: readonly string[]): Promise<void> {
        await this.changeAccount(userId, {chain: records.map(asStored)});
    }

    /** The backup of a person, those before resets included; the published records stay. */
    async deleteBackup(userId: string): Promise<void> {
        await this.changeAccount(userId, {wrapped_recovery_key: '', earlier: []});
        await this.client.query('DELETE FROM pluginkeyvaluestore WHERE pluginid = $1 AND starts_with(pkey, $2)', [
            PLUGIN_ID,
            `v1_blob_${userId}_`,
        ]);
    }

    /** The signed statements about a channel; none deletes it all. */
    async replaceStatements(channelId: string, statements: readonly string[]): Promise<void> {
        const key = `v1_policy_${channelId}`;
        if (statements.length > 0) {
            await this.store(key, statements.map(asStored));
        } else {
            await this.client.query('DELETE FROM pluginkeyvaluestore WHERE pluginid = $1 AND pkey = $2', [PLUGIN_ID, key]);
        }
    }

    /** As `like` is one. Nobody is told. */
    async addMember(channelId: string, userId: string, like: string): Promise<void> {
        await this.client.query(
            `INSERT INTO channelmembers SELECT (jsonb_populate_record(m, jsonb_build_object('userid', $2::text))).*
             FROM channelmembers m WHERE channelid = $1 AND userid = $3`,
            [channelId, userId, like],
        );
    }

    async removeMember(channelId: string, userId: string): Promise<void> {
        await this.client.query('DELETE FROM channelmembers WHERE channelid = $1 AND userid = $2', [channelId, userId]);
    }

    async rename(userId: string, username: string): Promise<void> {
        await this.client.query('UPDATE users SET username = $2, updateat = $3 WHERE id = $1', [userId, username, Date.now()]);
    }

    /** The time of the update moves too: without it browsers are told that nothing changed. */
    async changePost(postId: string, {type, message, props, createAt, fileIds}: PostChanges): Promise<void> {
        await this.client.query(
            `UPDATE posts SET type = COALESCE($2, type), message = COALESCE($3, message), props = COALESCE($4::jsonb, props),
             createat = COALESCE($5, createat), fileids = COALESCE($6, fileids), updateat = $7 WHERE id = $1`,
            [
                postId,
                type ?? null,
                message ?? null,
                props ? JSON.stringify(props) : null,
                createAt ?? null,
                fileIds ? JSON.stringify(fileIds) : null,
                Date.now(),
            ],
        );
    }

    async replaceEnvelope(postId: string, envelope: string): Promise<void> {
        await this.client.query("UPDATE posts SET props = jsonb_set(props, '{e2ee}', to_jsonb($2::text)), updateat = $3 WHERE id = $1", [
            postId,
            envelope,
            Date.now(),
        ]);
    }

    /** A stored post again under another id, as a server could do it. Returns the copy's id. */
    async copyPost(postId: string, {channelId, userId, rootId, createAt}: CopyChanges = {}): Promise<string> {
        const copyId = randomBytes(13).toString('hex');
        await this.client.query(
            `INSERT INTO posts (id, createat, updateat, editat, deleteat, ispinned, userid, channelid, rootid, originalid, message, type, props, hashtags, filenames, fileids, hasreactions, remoteid)
             SELECT $2, COALESCE($7, createat + 1), $6, editat, deleteat, ispinned, COALESCE($3, userid), COALESCE($4, channelid), COALESCE($5, rootid), originalid, message, type, props, hashtags, filenames, fileids, hasreactions, remoteid
             FROM posts WHERE id = $1`,
            [postId, copyId, userId ?? null, channelId ?? null, rootId ?? null, Date.now(), createAt ?? null],
        );
        return copyId;
    }

    private async changeAccount(userId: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
        const key = `v1_account_${userId}`;
        const {rows} = await this.client.query<{pvalue: Buffer}>(
            'SELECT pvalue FROM pluginkeyvaluestore WHERE pluginid = $1 AND pkey = $2',
            [PLUGIN_ID, key],
        );
        const [row] = rows;
        if (row === undefined) {
            throw new Error(`${userId} has published nothing`);
        }
        await this.store(key, {...(JSON.parse(row.pvalue.toString('utf8')) as Record<string, unknown>), ...changes});
    }

    private async store(key: string, value: unknown): Promise<void> {
        await this.client.query(
            `INSERT INTO pluginkeyvaluestore (pluginid, pkey, pvalue, expireat) VALUES ($1, $2, $3, 0)
             ON CONFLICT (pluginid, pkey) DO UPDATE SET pvalue = EXCLUDED.pvalue`,
            [PLUGIN_ID, key, Buffer.from(JSON.stringify(value))],
        );
    }
}

/** From base64url, as structures travel, to base64, as Go writes bytes into JSON. */
function asStored(structure: string): string {
    return Buffer.from(structure, 'base64url').toString('base64');
}
