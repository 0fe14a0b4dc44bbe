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
    'actionpack@3.2.22.5,activerecord@3.2.22.5,actionmailer@3.2.22.5,railties@3.2.22.5,activeresource@3.2.22.5,jquery-rails@2.3.0,coffee-script@2.2.0,simple_form@2.1.0,sidekiq@2.12.0,thin@1.5.1,nokogiri@1.5.11,eventmachine@1.0.3,sqlite3@1.3.8,mysql2@0.3.13,pg@0.17.1,ffi@1.9.0,bcrypt-ruby@3.0.1,unf_ext@0.0.6,hitimes@1.2.1,childprocess@0.3.9,puppet@3.2.4,vagrant@1.0.7,aws-sdk@1.11.0,libv8@3.16.14.3,json@1.8.1,redcarpet@2.3.0',
  ),
  tree(
    'Rails 4.2',
    [...windows, 'ruby', 'java'],
    'actionpack@4.2.11.3,activerecord@4.2.11.3,actionmailer@4.2.11.3,railties@4.2.11.3,activejob@4.2.11.3,nokogiri@~> 1.6.0,grape@~> 0.14.0,sidekiq@~> 3.5,rspec-rails@~> 3.4.0,capybara@~> 2.5,poltergeist@~> 1.8,puma@~> 2.16,pg@~> 0.18.0,mysql2@~> 0.3.18,bcrypt@3.1.10,sorcery@~> 0.9,elasticsearch@~> 1.0,paper_trail@~> 4.0,friendly_id@~> 5.1,redis@~> 3.2,google-protobuf@3.0.0.alpha.4.0,libv8@3.16.14.11,wdm@0.1.1,win32-api@1.6.0,ffi@1.9.10,eventmachine@1.2.0',
  ),
  tree(
    'Rails 5.2',
    [...windows, ...unix],
    'rails@5.2.8.1,devise@~> 4.7.0,webpacker@~> 4.0,sassc@~> 2.0,spree@~> 3.7,solidus@~> 2.9,administrate@~> 0.13,graphql@~> 1.9.0,google-protobuf@~> 3.8,grpc@~> 1.28.0,libv8@~> 7.3,mini_racer@~> 0.2.0,nokogiri@~> 1.10.0,pg@~> 1.1.0,sidekiq@~> 5.2,rubocop@~> 0.80',
  ),
  tree(
    'Rails 7.1',
    [...windows.slice(0, 1), ...unix],
    'rails@~> 7.1,pg,puma,sidekiq,devise,importmap-rails,turbo-rails,stimulus-rails,jbuilder,redis,bootsnap,nokogiri,grpc,sassc-rails,image_processing,debug,rspec-rails,capybara,selenium-webdriver,rubocop-rails,sqlite3,mysql2,bcrypt,kaminari,pundit,faraday,sentry-rails,rack-cors,webmock,factory_bot_rails,simplecov,brakeman,view_component,ransack,carrierwave,propshaft,solid_queue,kamal,thruster,ruby-lsp,sorbet,tapioca',
  ),
  tree(
    'JRuby',
    ['java'],
    'jruby-openssl,jruby-jars,jrjackson,jdbc-sqlite3,jdbc-postgres,jdbc-mysql,activerecord-jdbc-adapter,warbler,puma,nokogiri,bcrypt,thread_safe,json,bouncy-castle-java,jruby-rack,msgpack-jruby,krypt,ffi,jar-dependencies,concurrent-ruby,logstash-core@5.6.4',
  ),
  tree('collections of clients', ['ruby'], 'aws-sdk@~> 3.2'),
  tree(
    'Google',
    ['ruby', 'x86_64-linux'],
    'google-cloud,googleauth,google-apis-drive_v3,google-apis-sheets_v4,google-apis-compute_v1,google-ads-googleads,firebase',
  ),
  tree(
    'tools',
    unix,
    'jekyll,github-pages,middleman,nanoc,fastlane,cocoapods,capistrano,mina,rubocop-performance,rubocop-rspec,yard,solargraph,reek,rubycritic,overcommit,licensed,bundler-audit,asciidoctor,asciidoctor-pdf,prawn,kramdown',
  ),
  tree(
    'administration',
    ['ruby'],
    'chef,chef-cli,inspec-bin,test-kitchen,puppet,bolt,r10k,puppet-lint,facter,hiera,vagrant-wrapper,fluentd,sensu-plugin,foreman,itamae,serverspec,specinfra',
  ),
  tree(
    'frameworks',
    ['ruby'],
    'sinatra,sinatra-contrib,padrino,hanami,roda,sequel,rom,rom-sql,grape,trailblazer,dry-validation,dry-system,dry-monads,cuba,camping,ramaze,merb-core@1.1.3,goliath,celluloid,async,falcon,iodine,sneakers',
  ),
  tree(
    'signed',
    ['ruby'],
    'minitest,hoe,flog,flay,ruby_parser,sexp_processor,ZenTest,RubyInline,net-ssh,net-scp,net-sftp,net-ssh-gateway,net-ssh-multi,pg,loggability,configurability,inversion,strelka,treequel,mechanize,net-http-persistent,rdoc@~> 6.3.0,multi_json@1.3.6,oauth2@1.4.9,rake-compiler,vlad,heckle,gem-release,rubygems-tasks,dnsruby,ronin-support,wmap,openid_connect',
  ),
];

function tree(name, platforms, gems) {
  const list = gems.split(',').map((gem) => gem.split('@'));
  return { name, platforms, gems: list };
}
