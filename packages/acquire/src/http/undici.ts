/**
 * The parts of undici that are used. Its index loads all of it (fetch, web sockets, cookies, mocks, caches), which takes longer
 * than a run on a small lockfile has to say anything; its version is pinned exactly, so these files stay where they are.
 */

import type undici from 'undici';
import tunnel from 'undici/lib/api/api-connect.js';
import connect from 'undici/lib/core/connect.js';
import allErrors from 'undici/lib/core/errors.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import pool from 'undici/lib/dispatcher/pool.js';
import proxyAgent from 'undici/lib/dispatcher/proxy-agent.js';

// As undici's index does for all of its calls; a proxy's tunnel needs this one.
Dispatcher.prototype.connect = tunnel;

export const buildConnector: typeof undici.buildConnector = connect;
export const errors: typeof undici.errors = allErrors;
export const Pool: typeof undici.Pool = pool;
export const ProxyAgent: typeof undici.ProxyAgent = proxyAgent;
