# frozen_string_literal: true

# What `rails new` writes here, without Rails: load the gems of the Gemfile, then start.
require 'bundler/setup'
Bundler.require(:default)

puts "Licence #{Karafka::License.version}, a token of #{Karafka::License.token.length} characters"
