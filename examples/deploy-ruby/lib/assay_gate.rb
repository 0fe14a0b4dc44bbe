# frozen_string_literal: true

require "English"

# Runs Assay before a deploy, and stops the deploy with Assay's own sentences.
module AssayGate
  # Why nothing is deployed.
  class Refused < StandardError
  end

  REASONS = {
    1 => "something is refuted",
    2 => "the question or the policy is wrong",
    3 => "something is missing or could not be found out"
  }.freeze

  module_function

  # The licence packages of the project are those that were bought.
  def license(policy:, project:, phase:)
    run("license", "verify", "--policy", policy, "--project", project, "--phase", phase, "--quiet")
  end

  # The artefact has a signed, fresh summary under the policy, and nothing in it has turned out to be bad since.
  def artifact(path, policy:, summary:, sbom:, denied:, state:)
    run("gate", path, "--policy", policy, "--summary", summary, "--sbom", sbom,
        "--denied", denied, "--state", state, "--offline", "--quiet")
  end

  # Without a shell: no name of a file becomes a command. Anything but exit code 0 stops, a missing program among it.
  def run(*arguments)
    started = system("assay", *arguments)
    return if started

    status = $CHILD_STATUS&.exitstatus
    reason = started.nil? ? "assay cannot be started" : REASONS.fetch(status, "assay broke off")
    raise Refused, "#{arguments.first(2).join(" ")}: #{reason}; nothing was deployed"
  end
end
