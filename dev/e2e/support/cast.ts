import type {Account, Channel} from '../../stack/src/api';
import {MattermostApi} from '../../stack/src/api';
import {Dice} from './dice';
import {Player} from './extras';
import {ForeignMember} from './foreign_member';
import {EXTRAS, readersAmong, type Extra, type Happening, type Stretch} from './ordinary_day';
import type {Stage} from './stage';

const AT_ONCE = 6;

export interface Scene {
    readonly channel: Channel;

    /** Those with browsers; the first is the channel's admin. */
    readonly watching: readonly [Account, ...Account[]];
    readonly seed: number;
}

/** The people of the script on this server. */
export class Cast {
    private constructor(private readonly players: ReadonlyMap<string, Player>) {}

    static async on(stage: Stage, {channel, watching, seed}: Scene): Promise<Cast> {
        const owner = await stage.api(watching[0]);
        const stagehand = {
            admin: stage.admin,
            owner,
            channel,
            watching,
            dice: new Dice(seed),
            withKeys: (api: MattermostApi) => ForeignMember.withKeys(api),
        };
        const accounts = await stage.people(...EXTRAS.keys());
        const players = accounts.map(async (account, index): Promise<[string, Player]> => {
            // A token made by the admin outlives a deactivation, and saves a log-in.
            const {token} = await stage.admin.request<{token: string}>('POST', `/users/${account.userId}/tokens`, {description: 'spec'});
            const api = new MattermostApi(stage.stack.siteUrl, token, account.userId);
            return [[...EXTRAS.keys()][index] ?? '', new Player(account, api, stagehand)];
        });
        const cast = new Cast(new Map(await Promise.all(players)));
        const present = [...EXTRAS.values()].filter(({isIn}) => isIn);
        await owner.addToChannel(
            channel.id,
            present.map(({name}) => cast.player(name).account.userId),
        );
        for (const {name} of [...EXTRAS.values()].filter(({hasKey}) => hasKey)) {
            await cast.player(name).makeKeys();
        }
        return cast;
    }

    /** In the order of the script, but that what different people do one after the other is done side by side. */
    async play({happenings}: Stretch): Promise<void> {
        const left = [...happenings];
        while (left.length > 0) {
            const again = left.findIndex(({who}, index) => left.slice(0, index).some((before) => before.who === who));
            const wave = left.splice(0, Math.min(AT_ONCE, again === -1 ? left.length : again));
            await Promise.all(wave.map((happening) => this.happen(happening)));
        }
    }

    async say(name: string, text: string, extras: ReadonlyMap<string, Extra>): Promise<void> {
        await this.player(name).post(text, this.accounts(readersAmong(extras)));
    }

    /** By the beginning of the username: the rest of it may have changed. */
    nameOf(username: string): string {
        return this.find(({account}) => username.startsWith(account.username));
    }

    authorOf(postId: string): string {
        return this.find((player) => player.hasPosted(postId));
    }

    private find(isIt: (player: Player) => boolean): string {
        const [name] = [...this.players].find(([, player]) => isIt(player)) ?? [];
        if (name === undefined) {
            throw new Error('nobody of the script');
        }
        return name;
    }

    private happen(happening: Happening): Promise<void> {
        return this.player(happening.who).play(happening, this.accounts(happening.readers));
    }

    private accounts(names: readonly string[]): Account[] {
        return names.map((name) => this.player(name).account);
    }

    private player(name: string): Player {
        const player = this.players.get(name);
        if (player === undefined) {
            throw new Error(`nobody is called ${name}`);
        }
        return player;
    }
}
