/** Gemfiles: applications of several years, every platform that gems are built for, and collections of clients. */

const unix = ['ruby', 'x86_64-linux', 'aarch64-linux', 'x86_64-linux-musl', 'arm64-darwin', 'x86_64-darwin'];
const windows = ['x64-mingw-ucrt', 'x64-mingw32', 'x86-mingw32'];

export const gemTrees = [
  tree(
    'Rails 2.3',
    ['ruby'],
    'rails@2.3.18,haml@~> 2.2,will_paginate@~> 2.3,paperclip@~> 2.3.0,rspec-rails@~> 1.3,mongrel@1.1.5,hpricot@0.8.2,daemons@1.0.10,gem_plugin@0.2.3,fastercsv@1.5.0,RedCloth@4.2.2,BlueCloth@1.0.1,ruby-debug@0.10.3,rcov@0.9.8,ferret@0.11.6,eventmachine@0.12.10,thin@1.2.7,cucumber@0.4.4,webrat@0.7.0,capistrano@2.5.10,json@1.1.9,json_pure@1.2.0,libxml-ruby@1.1.3,sqlite3-ruby@1.2.5,mysql@2.8.1,pg@0.8.0,rmagick@2.12.2,mechanize@0.9.3,nokogiri@1.4.1,activemerchant@1.4.2,acts-as-taggable-on@1.0.12,authlogic@2.1.3,newrelic_rpm@2.10.5',
  ),
  // The gem `rails` of these years wants a Bundler that writes no checksums; its parts do not.
  tree(
    'Rails 3.0',
    ['ruby'],
    'actionpack@3.0.20,activerecord@3.0.20,actionmailer@3.0.20,railties@3.0.20,activeresource@3.0.20,cancan@1.4.1,haml@3.0.25,sass@3.1.0,compass@0.11.1,mongo@1.3.0,bson_ext@1.3.0,resque@1.15.0,paperclip@2.3.8,carrierwave@0.5.3,rspec-rails@2.5.0,capybara@0.4.1.2,factory_girl@1.3.3,pry@0.9.0,unicorn@3.6.2,rack-cache@1.0.2,dalli@1.0.5,yajl-ruby@0.8.2,typhoeus@0.2.4,em-http-request@0.3.0,curb@0.7.15,oauth@0.4.4,ruby-openid@2.1.8,jammit@0.6.0,sprockets@1.0.2',
  ),
  tree(
    'Rails 3.2',
    [...windows.slice(1), 'ruby', 'java'],
    'actionpack@3.2.22.5,activerecord@3.2.22.5,actionmailer@3.2.22.5,railties@3.2.22.5,activeresource@3.2.22.5,jquery-rails@~> 2.3,coffee-script@2.2.0,simple_form@~> 2.1,sidekiq@~> 2.12.0,thin@~> 1.5,nokogiri@~> 1.5.11,eventmachine@~> 1.0.3,sqlite3@~> 1.3.8,mysql2@~> 0.3.13,pg@~> 0.17.1,ffi@~> 1.9.0,bcrypt-ruby@~> 3.0,unf_ext@~> 0.0.6,hitimes@~> 1.2.1,childprocess@~> 0.3.9,aws-sdk@~> 1.11,json@~> 1.8,redcarpet@~> 2.3,devise@~> 2.2,kaminari@~> 0.14.0,rspec-rails@~> 2.14.0,capybara@~> 2.0.0,factory_girl_rails@~> 4.2.0,spork@~> 0.9.2,guard@~> 1.8,compass@~> 0.12.2',
  ),
  tree(
    '2012',
    ['ruby'],
    'sinatra@~> 1.3.0,thor@~> 0.16.0,vagrant@~> 1.0.7,puppet@~> 3.2.4,chef@~> 10.16.0,capistrano@~> 2.13.0,rake@~> 0.9.2,nokogiri@~> 1.5.0,haml@~> 3.1,sass@~> 3.2.0,jekyll@~> 0.11.0,cucumber@~> 1.2.0,rspec@~> 2.11.0,mongoid@~> 2.4.0,datamapper@~> 1.2.0,redis@~> 2.2.0,fog@~> 1.3.0,mail@~> 2.3.0,rdiscount@~> 1.6.0,yard@~> 0.8.0,rest-client@~> 1.6.0,httparty@~> 0.8.0,bundler-unload@~> 1.0',
  ),
  tree(
    '2010',
    ['ruby'],
    'sinatra@~> 1.0.0,rack@~> 1.1.0,haml@~> 2.2.0,rspec@~> 1.3.0,cucumber@~> 0.6.0,datamapper@~> 0.10.0,sequel@~> 3.10.0,hoe@~> 2.3.0,jeweler@~> 1.4.0,gherkin@~> 1.0.0,nokogiri@~> 1.4.0,amqp@~> 0.6.0,mongo@~> 0.19.0,couchrest@~> 0.33.0,liquid@~> 2.0.0,maruku@~> 0.6.0,rdoc@~> 2.4.0,shoulda@~> 2.10.0,mocha@~> 0.9.0,flexmock@~> 0.8.0,builder@~> 2.1.0,highline@~> 1.5.0,trollop@~> 1.15,net-ssh@~> 2.0.0,gruff@~> 0.3.0,god@~> 0.9.0,hpricot@~> 0.8.0',
  ),
  tree(
    'Rails 4.2',
    [...windows, 'ruby', 'java'],
    'actionpack@4.2.11.3,activerecord@4.2.11.3,actionmailer@4.2.11.3,railties@4.2.11.3,activejob@4.2.11.3,nokogiri@1.6.8.1,pg@0.18.4,mysql2@0.3.21,bcrypt@3.1.10,sass-rails@5.0.7,coffee-rails@4.1.1,jquery-rails@4.1.1,jbuilder@2.4.1,puma@2.16.0,ffi@1.9.10,eventmachine@1.2.0',
  ),
  tree(
    'Rails 4.2 accounts',
    ['ruby'],
    'actionpack@4.2.11.3,activerecord@4.2.11.3,actionmailer@4.2.11.3,railties@4.2.11.3,activejob@4.2.11.3,devise@3.5.10,omniauth@1.3.1,omniauth-facebook@3.0.0,omniauth-google-oauth2@0.4.1,sorcery@0.9.1,cancancan@1.15.0,friendly_id@5.1.0,paper_trail@4.2.0,carrierwave@0.11.2,mini_magick@4.5.1,kaminari@0.17.0',
  ),
  tree(
    'Rails 4.2 admin',
    ['ruby'],
    'actionpack@4.2.11.3,activerecord@4.2.11.3,actionmailer@4.2.11.3,railties@4.2.11.3,activejob@4.2.11.3,activeadmin@1.0.0,devise@4.2.0,formtastic@3.1.5,ransack@1.8.4,jquery-rails@4.3.1,sass-rails@5.0.7',
  ),
  tree(
    '2016 servers',
    ['ruby', 'java'],
    'grape@0.14.0,sidekiq@3.5.4,redis@3.2.2,redis-namespace@1.5.2,elasticsearch@1.1.3,aws-sdk@2.6.50,newrelic_rpm@3.18.1.330,rollbar@2.13.3,rspec@3.4.0,capybara@2.6.2,poltergeist@1.8.1,rack@1.6.13,activesupport@4.2.11.3',
  ),
  tree(
    'Rails 5.2',
    [...windows, 'ruby', 'java'],
    'rails@5.2.8.1,sassc@2.4.0,nokogiri@1.10.10,pg@1.1.4,sqlite3@1.3.13,ffi@1.12.2,puma@3.12.6,bootsnap@1.4.9,sprockets@3.7.2,mail@2.7.1,loofah@2.19.1',
  ),
  tree(
    'Rails 5.2 accounts',
    ['ruby'],
    'railties@5.2.8.1,actionpack@5.2.8.1,activerecord@5.2.8.1,nokogiri@1.10.10,devise@4.7.3,pundit@2.0.1,administrate@0.13.0,shrine@2.19.4,image_processing@1.9.3,graphql@1.9.21,sidekiq@5.2.10,searchkick@4.0.2,mongoid@7.0.13,loofah@2.19.1',
  ),
  tree(
    '2019 natives',
    [...windows, ...unix],
    'google-protobuf@3.11.4,grpc@1.28.0,nokogiri@1.10.10,ffi@1.12.2,sassc@2.4.0,unf_ext@0.0.7.7,bcrypt@3.1.13,sqlite3@1.4.2,rb-readline@0.5.5,win32-service@2.1.6,sys-proctable@1.2.6',
  ),
  tree(
    '2019 tests',
    ['ruby'],
    'rubocop@0.80.1,capybara@3.32.2,selenium-webdriver@3.142.7,webdrivers@4.0.1,faker@1.9.6,pry-byebug@3.7.0,rspec-rails@3.9.1,nokogiri@1.10.10,railties@5.2.8.1,actionpack@5.2.8.1,loofah@2.19.1',
  ),
  tree(
    'Rails 6.1',
    [...windows.slice(0, 2), ...unix],
    'rails@~> 6.1.7,nokogiri@~> 1.13.0,pg@~> 1.2.0,puma@~> 5.6.0,webpacker@~> 5.4.0,sass-rails@~> 6.0,sidekiq@~> 6.5.0,devise@~> 4.8.0,rspec-rails@~> 5.1.0,capybara@~> 3.36.0,factory_bot_rails@~> 6.2.0,faker@~> 2.20.0,rubocop@~> 1.27.0,rubocop-rails@~> 2.14.0,graphql@~> 1.13.0,grpc@~> 1.46.0,google-protobuf@~> 3.21.0,sassc@~> 2.4.0,mini_racer@~> 0.6.2,ffi@~> 1.15.0,bootsnap@~> 1.11.0,aws-sdk-s3@~> 1.113.0,good_job@~> 2.15.0,ransack@~> 2.6.0,pagy@~> 5.10.0,slim-rails@~> 3.4.0,doorkeeper@~> 5.5.0,rswag@~> 2.5.0,sentry-ruby@~> 5.2.0,lograge@~> 0.12.0,mysql2@~> 0.5.3,tzinfo-data@~> 1.2021',
  ),
  tree(
    'Rails 7.0',
    [...windows.slice(0, 1), ...unix],
    'rails@~> 7.0.8,pg@~> 1.5.0,puma@~> 6.4.0,sidekiq@~> 7.1.0,devise@~> 4.9.0,importmap-rails@~> 1.2.0,turbo-rails@~> 1.5.0,stimulus-rails@~> 1.3.0,jbuilder@~> 2.11.0,redis@~> 5.0.0,bootsnap@~> 1.17.0,nokogiri@~> 1.15.0,grpc@~> 1.59.0,google-protobuf@~> 3.25.0,sassc-rails@~> 2.1.0,image_processing@~> 1.12.0,debug@~> 1.9.0,rspec-rails@~> 6.1.0,capybara@~> 3.39.0,selenium-webdriver@~> 4.16.0,rubocop-rails@~> 2.23.0,sqlite3@~> 1.6.0,kaminari@~> 1.2.0,pundit@~> 2.3.0,sentry-rails@~> 5.15.0,webmock@~> 3.19.0,brakeman@~> 6.1.0,view_component@~> 3.8.0,tailwindcss-rails@~> 2.1.0,solid_queue@~> 0.1.0,litestack@~> 0.4.0',
  ),
  tree(
    'Rails 7.1',
    [...windows.slice(0, 1), ...unix, 'java'],
    'rails@7.1.3.4,puma@6.4.2,devise@4.9.4,turbo-rails@2.0.5,redis@5.2.0,bootsnap@1.18.3,nokogiri@1.16.5,sqlite3@1.7.3,propshaft@0.8.0,simplecov@0.22.0,honeybadger@5.8.0',
  ),
  tree(
    'Rails 7.1 tools',
    ['ruby', 'x86_64-linux'],
    'rubocop-rails-omakase@1.0.0,kamal@1.5.2,thruster@0.1.4,ruby-lsp@0.16.7,ferrum@0.15,packwerk@3.2.2,railties@7.1.3.4,brakeman@6.1.2,tailwindcss-rails@2.6.1',
  ),
  tree(
    'Rails 7.1 views',
    ['ruby'],
    'railties@7.1.3.4,actionpack@7.1.3.4,activerecord@7.1.3.4,mission_control-jobs@0.2.1,phlex-rails@1.2.1,dry-rails@0.7.0',
  ),
  tree(
    'OpenTelemetry',
    ['ruby', 'x86_64-linux'],
    'opentelemetry-instrumentation-all@0.60.0,opentelemetry-sdk@1.4.1,opentelemetry-exporter-otlp@0.26.3',
  ),
  tree('AWS and Rails', ['ruby'], 'aws-sdk-rails@4.0.0,railties@7.1.3.4,avo@3.4.4'),
  tree(
    'Rails 7.2',
    [...windows.slice(0, 1), ...unix],
    'rails@7.2.2,solid_queue@1.0.1,solid_cache@1.0.6,solid_cable@3.0.2,kamal@2.3.0,thruster@0.1.9,propshaft@1.1.0,sqlite3@2.3.1,tailwindcss-ruby@3.4.14,nokogiri@1.16.7,ffi@1.17.0,google-protobuf@4.28.3,grpc@1.67.0,sass-embedded@1.80.6,importmap-rails,turbo-rails,stimulus-rails',
  ),
  tree('collections of clients', ['ruby'], 'aws-sdk@~> 3.2'),
  tree(
    'Google',
    ['ruby', 'x86_64-linux'],
    'google-cloud,googleauth,google-apis-drive_v3,google-apis-sheets_v4,google-apis-compute_v1,google-ads-googleads,firebase',
  ),
  tree(
    'pages',
    unix,
    'github-pages@~> 228,jekyll-archives,jekyll-admin,html-proofer@~> 3.19,webrick@~> 1.8,octopress@~> 3.0,wdm@~> 0.1.1',
  ),
  tree(
    'Jekyll',
    ['ruby', 'x86_64-linux', 'arm64-darwin', 'x64-mingw-ucrt', 'java'],
    'jekyll@4.3.3,minima@2.5.1,jekyll-scholar@7.1.3,jekyll-toc@0.18.0,jekyll-sitemap,jekyll-seo-tag,jekyll-feed,kramdown@2.4.0',
  ),
  tree('Middleman', ['ruby'], 'middleman@4.5.1,middleman-blog,middleman-livereload,slim@4.1.0,haml@5.2.2'),
  tree('nanoc', ['ruby'], 'nanoc@4.12.20,bridgetown@1.3.4,yard@0.9.36,sdoc@2.6.1'),
  tree(
    'Asciidoctor',
    ['ruby', 'java'],
    'asciidoctor@2.0.22,asciidoctor-pdf@2.3.15,asciidoctor-diagram@2.2.17,asciidoctor-epub3,asciidoctor-revealjs,prawn@2.4.0',
  ),
  tree('gollum', ['ruby', 'java'], 'gollum@5.3.3,rouge@3.30.0'),
  tree(
    'fastlane',
    ['ruby'],
    'fastlane@2.212.2,fastlane-plugin-firebase_app_distribution@0.5.0,fastlane-plugin-versioning@0.5.2,xcpretty@0.3.0,xcpretty-travis-formatter@1.0.1',
  ),
  tree('CocoaPods', ['ruby'], 'cocoapods@1.12.1,cocoapods-check@1.1.0,slather@2.7.5,jazzy@0.14.4'),
  tree('Danger', ['ruby'], 'danger@9.3.2,danger-swiftlint@0.33.0'),
  tree('calabash', ['ruby'], 'calabash-cucumber@0.21.10'),
  tree(
    'tools',
    ['ruby'],
    'capistrano@~> 3.17,capistrano-rails@~> 1.6,mina@~> 1.2,rubocop@~> 1.50.0,rubocop-performance@~> 1.16.0,rubocop-rspec@~> 2.20.0,solargraph@~> 0.49.0,reek@~> 6.1.0,rubycritic@~> 4.7.0,overcommit@~> 0.60.0,licensed@~> 4.0,bundler-audit@~> 0.9.0,standard@~> 1.28.0,guard-rspec@~> 4.7,pronto@~> 0.11.0,travis@~> 1.11,gitlab@~> 4.19,octokit@~> 6.1',
  ),
  tree('Chef', ['ruby'], 'chef@16.18.30,chefspec@9.3.6'),
  tree('Chef kitchen', ['ruby'], 'test-kitchen@2.12.0,kitchen-vagrant@1.11.0,kitchen-docker@2.13.0'),
  tree('Chef books', ['ruby'], 'berkshelf@7.2.2'),
  tree('Chef style', ['ruby'], 'cookstyle@7.32.1,foodcritic@16.3.0'),
  tree('InSpec', ['ruby'], 'inspec@4.56.20,inspec-bin@4.56.20'),
  tree(
    'Puppet',
    ['ruby', 'x64-mingw32', 'x86-mingw32'],
    'puppet@~> 7.24.0,facter@~> 4.3.0,hiera@~> 3.12,r10k@~> 3.15.0,puppet-lint@~> 2.5.0,puppetlabs_spec_helper@~> 4.0,rspec-puppet@~> 2.12,metadata-json-lint@~> 3.0,beaker@~> 4.38,serverspec@~> 2.42,itamae@~> 1.14,fluentd@~> 1.16.0,sensu-plugin@~> 4.0,vagrant-wrapper@~> 2.0',
  ),
  tree(
    'Sinatra',
    ['ruby', 'java'],
    'sinatra@2.2.4,sinatra-contrib@2.2.4,padrino@0.15.3,roda@3.60.0,cuba@3.9.3,sequel@5.60.1',
  ),
  tree('rom', ['ruby'], 'rom@5.3.0,rom-sql@3.6.1,grape@1.7.1,trailblazer@2.1.2'),
  tree('async', ['ruby'], 'async@1.30.3,falcon@0.42.3,celluloid@0.18.0'),
  tree(
    'queues',
    ['ruby', 'java'],
    'sneakers@2.12.0,bunny@2.20.3,shoryuken@5.3.2,que@2.2.1,racecar@2.8.2,aws-sdk-sqs@1.55.0',
  ),
  tree('Karafka', ['ruby'], 'karafka@1.4.15,activesupport@6.1.7.8'),
  tree(
    'Hanami',
    ['ruby'],
    'hanami@~> 2.0.0,hanami-router@~> 2.0.0,hanami-controller@~> 2.0.0,hanami-validations@~> 2.0.0,dry-validation@~> 1.10,dry-system@~> 1.0.0,dry-monads@~> 1.6.0,dry-transaction@~> 0.15,rom@~> 5.3',
  ),
  tree(
    'testing',
    [...windows.slice(0, 1), ...unix],
    'rspec@~> 3.12.0,cucumber@~> 8.0,capybara@~> 3.39.0,cuprite@~> 0.14.0,watir@~> 7.2,appium_lib@~> 12.2,minitest-reporters@~> 1.6.0,vcr@~> 6.1,webmock@~> 3.18.0,timecop@~> 0.9.6,shoulda@~> 4.0,mutant@~> 0.11.0,simplecov@~> 0.21.0,parallel_tests@~> 4.2.0,test-unit@~> 3.5.0,allure-rspec@~> 2.20,percy-capybara@~> 5.0,knapsack_pro@~> 5.0,database_cleaner@~> 2.0.0,fakeredis@~> 0.9,ffaker@~> 2.21',
  ),
  tree(
    'Azure and others',
    ['ruby'],
    'fog@~> 2.3,fog-aws@~> 3.15,fog-google@~> 1.19,twilio-ruby@~> 5.74,stripe@~> 8.0,slack-ruby-client@~> 2.0,dropbox_api@~> 0.1.0,koala@~> 3.4,kubeclient@~> 4.11,docker-api@~> 2.2,elasticsearch@~> 7.17.0,influxdb-client@~> 2.9,ruby-kafka@~> 1.5,mongo@~> 2.18.0,cassandra-driver@~> 3.2,net-ldap@~> 0.17.0,savon@~> 2.13.0,activemerchant@~> 1.126.0,shopify_api@~> 12.0,restforce@~> 6.2,intercom@~> 4.1,discordrb@~> 3.4,telegram-bot-ruby@~> 1.0',
  ),
  tree(
    'science',
    [...windows.slice(0, 1), ...unix],
    'numo-narray@~> 0.9.0,rover-df@~> 0.3.0,torch-rb@~> 0.12.0,red-arrow@~> 11.0.0,rumale@~> 0.24.0,onnxruntime@~> 0.7.0,tokenizers@~> 0.3.0,tiktoken_ruby@~> 0.0.5,polars-df@~> 0.5.0,rb-gsl@~> 1.16,pycall@~> 1.4.0,iruby@~> 0.7.0,daru@~> 0.3,wasmtime@~> 8.0,commonmarker@~> 0.23.0,charlock_holmes@~> 0.7.0,rugged@~> 1.6.0,gtk3@~> 4.1.0',
  ),
  tree(
    'signed',
    ['ruby'],
    'minitest,hoe,flog,flay,ruby_parser,sexp_processor,ZenTest,RubyInline,net-ssh,net-scp,net-sftp,net-ssh-gateway,net-ssh-multi,pg,loggability,configurability,inversion,strelka,treequel,mechanize,net-http-persistent,rdoc@~> 6.3.0,multi_json@1.3.6,oauth2@1.4.9,rake-compiler,vlad,heckle,gem-release,rubygems-tasks,dnsruby,ronin-support,wmap,openid_connect',
  ),
  tree(
    'JRuby',
    ['java'],
    'jruby-jars@9.4.5.0,jruby-rack@1.2.0,warbler@2.0.5,activerecord-jdbcsqlite3-adapter@61.3,activerecord-jdbcpostgresql-adapter@61.3,jdbc-mysql@8.0.30,jdbc-postgres@42.2.25,jdbc-sqlite3@3.42.0.0,nokogiri@1.15.4,puma@6.4.0,bcrypt@3.1.19,json@2.6.3,msgpack@1.7.2,concurrent-ruby@1.2.2,nio4r@2.5.9,racc@1.7.1,websocket-driver@0.7.6,ffi@1.15.5,hitimes@2.0.0,thread_safe@0.3.6,jrjackson,hiredis@0.6.3,torquebox@3.2.0',
  ),
  tree(
    'logstash',
    ['java'],
    'logstash-core-plugin-api,logstash-codec-json,logstash-filter-grok,logstash-filter-mutate,logstash-filter-date,logstash-input-stdin,logstash-output-stdout,logstash-devutils,logstash-input-beats,logstash-filter-geoip,logstash-output-elasticsearch,logstash-input-kafka@9.1.0',
  ),
  tree(
    'Windows 2010',
    ['x86-mingw32', 'ruby'],
    'win32-api,win32-process@0.6.6,windows-api@0.4.4,windows-pr@1.2.6,sqlite3-ruby@1.3.3,hpricot@0.8.6,nokogiri@1.4.4,eventmachine@0.12.10,mongrel@1.1.5,RedCloth@4.2.9,ruby-debug-base@0.10.4,mysql@2.8.1,libxml-ruby@2.3.3,ffi@1.0.11,rubyzip@0.9.9,win32console@1.3.2',
  ),
  tree(
    'Windows',
    windows,
    'win32-service,win32-security,win32-taskscheduler,win32-eventlog,win32-ipc,win32-mutex,win32-event,ffi-win32-extensions,mixlib-shellout,tzinfo-data,wdm,glib2@4.1.8,fxruby,gosu,ocra',
  ),
  tree(
    'musl and others',
    [
      'ruby',
      'x86_64-linux-gnu',
      'x86_64-linux-musl',
      'aarch64-linux-gnu',
      'aarch64-linux-musl',
      'arm-linux-gnu',
      'arm-linux-musl',
      'x86-linux-gnu',
      'x86-linux-musl',
      'arm64-darwin',
      'x86_64-darwin',
      'universal-darwin',
      'x86_64-freebsd',
      'x86_64-openbsd',
      'x86_64-solaris',
      'java',
      'x64-mingw-ucrt',
      'x86-mingw32',
    ],
    'nokogiri@1.18.0,sqlite3@2.5.0,ffi@1.17.1,google-protobuf@4.29.2,grpc@1.69.0,sass-embedded@1.83.0,bcrypt_pbkdf@1.1.1,ed25519@1.3.0,libv8-node@22.5.1.0,tailwindcss-ruby@4.0.0,thruster@0.1.10,wasmtime@27.0.0,tokenizers@0.5.3,libddwaf@1.18.0.0.0,libdatadog@14.3.1.1.0,datadog@2.8.0,rbs@3.8.0,re2@2.14.0,io-event@1.7.5,pg@1.6.0,pg_query@6.0.0',
  ),
  tree('sorbet', ['x86_64-linux', 'universal-darwin', 'java'], 'sorbet,sorbet-static-and-runtime,tapioca,spoom'),
  tree(
    'large',
    ['ruby', 'x86_64-linux', 'arm64-darwin', 'x64-mingw-ucrt'],
    'libv8@8.4.255.0,tzinfo-data,faker@3.2.0,rmagick,wkhtmltopdf-binary,chromedriver-helper,pdf-core,ttfunk,mathjax-rails,ckeditor,tinymce-rails,font-awesome-rails,jquery-ui-rails,bootstrap-sass,unicode_utils,passenger@6.0.18,selenium-webdriver@2.53.4,rdkafka@0.14.0',
  ),
  tree(
    'odd names',
    ['ruby'],
    'RedCloth,rake-compiler-dock,Ascii85,CFPropertyList,BlueCloth,ruby2ruby,rubygems-update,rack-protection,net-http-digest_auth,net-imap,net-smtp,open4,Saikuro,SyslogLogger,camping,pdf-writer@1.1.8,transaction-simple,color-tools,rails-html-sanitizer,nokogumbo,twitter_cldr,rubyntlm,xmpp4r,xml-simple,log4r,tidy_ffi',
  ),
];

function tree(name, platforms, gems) {
  const list = gems.split(',').map((gem) => gem.split('@'));
  return { name, platforms, gems: list };
}
