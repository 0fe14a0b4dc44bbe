'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

exports.token = readFileSync(join(__dirname, 'license.txt'), 'utf8').trim();
