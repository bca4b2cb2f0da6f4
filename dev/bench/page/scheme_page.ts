/**
 * The page that does the jobs of one scheme. It is told what to do from outside, which reads how long the page's thread was busy.
 *
 * @packageDocumentation
 */
import {countDisagreements} from './base64url_check';
import {makeScheme} from './jobs';
import type {JobName, MadeScheme, Scheme, SchemeName} from './jobs';

export interface SchemePage {
    /** Makes people and posts for a channel of so many members. */
    make(name: SchemeName, members: number): Promise<MadeScheme>;

    /** On how many texts the two ways to decode base64url differ. */
    countBase64urlDisagreements(): number;

    /** Does a job so often; how long each took by the clock, in ms. */
    run(job: JobName, times: number): Promise<number>;
}

declare global {
    interface Window {
        schemePage: SchemePage;
    }
}

class Worked implements SchemePage {
    #scheme: Scheme | undefined;

    async make(name: SchemeName, members: number): Promise<MadeScheme> {
        this.#scheme = await makeScheme(name, members);
        const {jobs, ...made} = this.#scheme;
        return made;
    }

    countBase64urlDisagreements(): number {
        return countDisagreements();
    }

    async run(job: JobName, times: number): Promise<number> {
        const work = this.#scheme?.jobs[job];
        if (!work) {
            throw new Error(`no job ${job}`);
        }
        const begun = performance.now();
        for (let time = 0; time < times; time++) {
            await work();
        }
        return (performance.now() - begun) / times;
    }
}

window.schemePage = new Worked();
