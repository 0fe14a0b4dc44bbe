/**
 * What is installed: projects someone could have had in some year, told by the ranges they would have written. Ranges of old majors
 * lead to packages of every packer there was; platform packages come with their optional dependencies.
 */

/** A tree with a dependency that needs git, or that is gone, is told and left out. */
export const npmTrees = [
  tree(
    '2012, servers',
    'express@2 connect@1 socket.io@0.9 jade@0.26 ejs@0.8 mongoose@2 redis@0.7 request@2.9 optimist@0.3 connect-redis@1',
  ),
  tree(
    '2012, tests',
    'mocha@1.3 vows@0.6 nodeunit@0.7 expresso@0.9 should@0.6 nodemon@0.6 forever@0.9 jake@0.3 grunt@0.3',
  ),
  tree(
    '2012, languages',
    'coffee-script@1.3 less@1.3 stylus@0.28 uglify-js@1.3 underscore@1.3 async@0.1 commander@0.6 colors@0.6 JSONStream@0.4',
  ),
  tree(
    '2012, odd',
    'Base64@0.1 CSSselect@0.3 jsdom@0.2 browserify@1 hubot@2.3 npm@1.1 node-uuid@1.3 xmlhttprequest@1.4 bcrypt@0.7',
  ),
  tree(
    '2014, servers',
    'express@3 hapi@6 restify@2 koa@0.8 kue@0.7 sequelize@1 bookshelf@0.7 mongoose@3 ws@0.4 passport@0.2',
  ),
  tree('2014, frameworks', 'sails@0.10 loopback@2.0 hexo@2 harp@0.12 metalsmith@0.9 keystone@0.2'),
  tree('2014, browsers', 'gulp@3 bower@1.3 browserify@5 webpack@1'),
  tree('2014, browser tests', 'karma@0.12 phantomjs@1.9'),
  tree('2014, protractor', 'protractor@1'),
  tree(
    '2014, tools',
    'ember-cli@0.1 pm2@0.10 npm@1.4 jshint@2.5 istanbul@0.3 handlebars@2 grunt@0.4 grunt-contrib-uglify@0.5 grunt-contrib-less@0.11',
  ),
  tree('2014, native', 'node-sass@0.9 serialport@1.4 sqlite3@2 leveldown@0.10 hiredis@0.1 ref@0.3 ffi@1'),
  tree(
    '2016, babel',
    'babel-core@6 babel-cli@6 babel-preset-es2015@6 babel-preset-react@6 react@15 webpack@2 jest@15 karma@1',
  ),
  tree(
    '2016, applications',
    'ember-cli@2.6 node-red@0.14 typescript@1 tslint@3 angular@1 bootstrap@3 jquery@1 moment@2.10 d3@3',
  ),
  tree('2016, react-native', 'react-native@0.30 react@15 electron-prebuilt@1 cordova@6'),
  tree(
    '2016, servers',
    'aws-sdk@2.4.0 firebase@3 hapi@13 knex@0.11 pg@5 loopback@2.29 node-gyp@3 node-pre-gyp@0.6 hapi@13',
  ),
  tree('2016, tests', 'ava@0.15 tap@5 lerna@2 eslint@2 standard@7 nightwatch@0.9 webdriverio@4 npm@3'),
  tree('2018, create-react-app', 'react-scripts@1 react@16 react-dom@16 parcel-bundler@1'),
  tree('2018, storybook', '@storybook/react@3 react@16 react-dom@16 gatsby@1'),
  tree(
    '2018, angular',
    '@angular/cli@6 @angular/core@6 @angular/compiler-cli@6 rxjs@6 typescript@2 karma@2 protractor@5',
  ),
  tree('2018, applications', 'nuxt@1 next@5 react-native@0.55 electron-builder@20 ghost-cli@1'),
  tree(
    '2018, chains',
    'truffle@4 ethers@3 bitcoinjs-lib@3 serverless@1.27 apollo-server-express@1 typeorm@0.2.0 npm@6.0',
  ),
  tree('2020, create-react-app', 'react-scripts@3 react@16 @vue/cli-service@4 nuxt@2'),
  tree('2020, mobile', 'react-native@0.62 expo@38 @ionic/angular@5 @angular/cli@10 @angular/core@10'),
  tree(
    '2020, tools',
    '@storybook/react@5 webdriverio@6 cypress@4 puppeteer@5 semantic-release@17 verdaccio@4 npm@6 lerna@3',
  ),
  tree('2020, clouds', 'aws-cdk@1.50.0 @aws-cdk/aws-s3@1.50.0 @aws-cdk/aws-ecs@1.50.0 serverless@1 firebase-tools@8'),
  tree(
    '2020, native',
    'sharp@0.25 canvas@2 sqlite3@4 bcrypt@5 node-sass@4 better-sqlite3@7 fsevents@1 grpc@1 @tensorflow/tfjs-node@2',
  ),
  tree('2020, gatsby', 'gatsby@2 gatsby-plugin-sharp@2 gatsby-transformer-remark@2 react@16'),
  tree('2022, create-react-app', 'react-scripts@5 @docusaurus/core@2 @angular/cli@14 nx@14'),
  tree(
    '2022, tools',
    'jest@28 mocha@9 tap@16 ava@4 eslint@8 stylelint@14 @commitlint/cli@17 semantic-release@19 lerna@5 npm@8 hardhat@2',
  ),
  tree('frameworks', 'react react-dom next vue nuxt svelte @sveltejs/kit astro @remix-run/dev'),
  tree('angular', '@angular/cli @angular/core @angular/compiler-cli @nestjs/cli @nestjs/core typeorm'),
  tree('bundlers', 'webpack webpack-cli rollup vite esbuild parcel @swc/core lightningcss turbo nx sass'),
  tree('tools', 'eslint prettier jest mocha karma playwright-core npm'),
  tree('more tools', 'cypress puppeteer storybook'),
  tree('tap', 'tap'),
  tree('native', 'sharp canvas sqlite3 better-sqlite3 bcrypt electron onnxruntime-node @parcel/watcher'),
  tree(
    'large',
    'typescript aws-sdk monaco-editor googleapis @mui/icons-material date-fns three cesium core-js @types/node',
  ),
  tree(
    'platforms',
    'esbuild@0.19 @swc/core@1.3 lightningcss@1.22 turbo@1.10 @biomejs/biome@1.4 @napi-rs/canvas@0.1 rollup@4.9 sharp@0.33 @next/swc-linux-x64-musl@14 @next/swc-win32-x64-msvc@14 @next/swc-darwin-arm64@14 @sentry/cli@2.23 @rspack/core@0.4 @node-rs/bcrypt@1.9 @node-rs/argon2@1.5 @prisma/engines@5.7 @parcel/watcher@2.3 sass-embedded@1.69 lmdb@2.9 msgpackr-extract@3 @tailwindcss/oxide@4.0 @unrs/resolver-binding-win32-ia32-msvc@1.3 @esbuild/aix-ppc64@0.19.12 @esbuild/sunos-x64@0.19.12 @rollup/rollup-android-arm64@4.9 @img/sharp-wasm32@0.33 win-node-env@0.6 windows-build-tools@5 node-windows@1.0.0-beta.8 fsevents@2.3 dmg-license@1 macos-alias@0.2 registry-js@1 winreg@1',
  ),
  tree(
    'bundled',
    'npm@2 npm@5 yarn@1 pnpm@8 node-pre-gyp@0.12 bcrypt@3 sqlite3@3 fsevents@1.2 grpc@1.20 aws-cdk@1.204.0 @aws-cdk/core@1.204.0 @angular/cli@1 semantic-release@15 tap@12 nyc@13 react-dev-utils@4 cdktf@0.20 projen@0.76 ampersand-app@1',
  ),
  tree(
    'odd names',
    'Base64@1 JSONStream@1 CSSselect@0.7 JSV@4 q@1 d@1 i@0.3 co@4 underscore.string@3 is-number@7 assert-plus@1 punycode@2 node.extend@2 socket.io@4 lodash.merge@4 lodash._root@3 path.js@1 big.js@6 Faker@0.7 jQuery@1 hashish@0.0 traverse@0.6 charm@1 buffers@0.1 binary@0.3 put@0.0 seq@0.3 dnode@1 swig@1 step@1 node-static@0.7 eyes@0.1 cradle@0.7 winston@0.6 utile@0.3 flatiron@0.4 director@1 union@0.5 plates@0.4 resourceful@0.3 haibu@0.10 jitsu@0.15',
  ),
  tree(
    'deprecated',
    'request@2 har-validator@5 uuid@3 mkdirp@0.5 rimraf@2 glob@7 inflight@1 left-pad@1 babel-eslint@10 tslint@6 node-sass@7 bower@1 coffee-script@1 core-js@2 gulp-util@3 popper.js@1 querystring@0.2 resolve-url@0.2 urix@0.1 source-map-url@0.4 chokidar@2 fsevents@1 node-uuid@1 jade@1 istanbul@0.4 nomnom@1 graceful-fs@3 minimatch@2 formidable@1 superagent@3 multer@1 sane@4 eslint-loader@4 stylus-lookup@3 highlight.js@9 moment@2 vue@2 angular@1.8 protractor@7 apollo-server-express@2 @babel/polyfill@7 w3c-hr-time@1 abab@2 domexception@4 sourcemap-codec@1 rollup-plugin-babel@4 rollup-plugin-terser@7 @types/glob@8 phantomjs@2 phantomjs-prebuilt@2 nightmare@3 casperjs@1',
  ),
  tree(
    'polymer and meteor',
    '@polymer/polymer@3 polymer-cli@1 web-component-tester@6 bower@1 @webcomponents/webcomponentsjs@2 lit@2 @material/mwc-button@0.27 ionic@5 cordova@11 nativescript@8 @angular/material@12 primeng@12 bootstrap-vue@2 vuetify@2 quasar@2 element-ui@2 antd@4 semantic-ui-react@2',
  ),
  tree('data', 'plotly.js pdfjs-dist highlight.js mapbox-gl tinymce swagger-ui-dist ckeditor5'),
  tree('clouds', 'firebase firebase-tools aws-cdk-lib @aws-sdk/client-s3 serverless @prisma/client prisma'),
  tree('servers', 'express fastify @hapi/hapi koa restify mongoose sequelize knex apollo-server verdaccio'),
  tree('mobile', 'react-native expo @ionic/angular ember-cli gatsby @docusaurus/core hexo node-red'),
];

function tree(name, words) {
  const specs = words.split(' ').map((word) => {
    const at = word.indexOf('@', 1);
    return at === -1 ? [word, '*'] : [word.slice(0, at), word.slice(at + 1)];
  });
  return { name, dependencies: Object.fromEntries(specs) };
}
