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
  tree('2014, browsers', 'gulp@3 bower@1.3 karma@0.12 browserify@5 webpack@1 phantomjs@1.9 protractor@1 testem@0.6'),
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
  tree('2018, chains', 'truffle@4 ethers@3 bitcoinjs-lib@3 serverless@1.27 apollo-server@1 typeorm@0.2.0 npm@6.0'),
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
  tree('tools', 'eslint prettier jest mocha karma cypress playwright-core puppeteer storybook tap ava npm'),
  tree('native', 'sharp canvas sqlite3 better-sqlite3 bcrypt electron onnxruntime-node @parcel/watcher'),
  tree(
    'large',
    'typescript aws-sdk monaco-editor googleapis @mui/icons-material date-fns three cesium core-js @types/node',
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
