import pg from 'pg';

import {Tampering} from './tampering';

/** The stack's PostgreSQL, for specs that look into it. */
export class Database {
    readonly tampering: Tampering;

    private constructor(private readonly client: pg.Client) {
        this.tampering = new Tampering(client);
    }

    static async connect(url: string): Promise<Database> {
        const client = new pg.Client({connectionString: url});
        await client.connect();
        return new Database(client);
    }

    async close(): Promise<void> {
        await this.client.end();
    }

    async post(postId: string): Promise<StoredPost> {
        const {rows} = await this.client.query<StoredPost>(
            'SELECT id, channelid, userid, rootid, type, message, props FROM posts WHERE id = $1',
            [postId],
        );
        const [row] = rows;
        if (row === undefined) {
            throw new Error(`no post ${postId}`);
        }
        return row;
    }

    /** Posts of our type in a channel, oldest first. */
    async sealedPosts(channelId: string): Promise<StoredPost[]> {
        const {rows} = await this.client.query<StoredPost>(
            "SELECT id, channelid, userid, rootid, type, message, props FROM posts WHERE channelid = $1 AND type = 'custom_e2ee' AND deleteat = 0 ORDER BY createat",
            [channelId],
        );
        return rows;
    }

    /** Every row of every table, as bytes: what a dump of the whole database holds. */
    async *dump(): AsyncGenerator<{where: string; bytes: Buffer}> {
        const {rows: tables} = await this.client.query<{name: string}>(
            "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
        );
        for (const {name} of tables) {
            const {rows} = await this.client.query<Record<string, unknown>>(`SELECT * FROM ${name}`);
            for (const row of rows) {
                yield {where: name, bytes: bytesOf(row)};
            }
        }
    }
}

export interface StoredPost {
    readonly id: string;
    readonly channelid: string;
    readonly userid: string;
    readonly rootid: string;
    readonly type: string;
    readonly message: string;
    readonly props: Record<string, unknown>;
}

function bytesOf(row: Record<string, unknown>): Buffer {
    const parts = Object.values(row).map((value) => {
        if (Buffer.isBuffer(value)) {
            return value;
        }
        return Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
    });
    return Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]));
}
