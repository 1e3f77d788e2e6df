using MlOps.Reporting.Ci;

namespace MlOps.Tests.Reporting.Ci;

/// <summary>The variables are those that each server's documentation lists, with values of the form shown there.</summary>
public sealed class CiDetectorTests
{
    private const string Sha = "ffac537e6cbbf934b08745a378932722df287a53";
    private const string Merge = "1111111111111111111111111111111111111111";

    [Theory]
    [InlineData("", null)]
    [InlineData("CI=", null)]
    [InlineData("CI=true", CiSystem.Other)]
    [InlineData("CI=1", CiSystem.Other)]
    [InlineData("CI=false", null)]
    [InlineData("CI=False\nGITHUB_ACTIONS=true", null)]
    [InlineData("CI=true\nGITHUB_ACTIONS=true", CiSystem.GitHub)]
    [InlineData("CI=true\nGITLAB_CI=true", CiSystem.GitLab)]
    [InlineData("TF_BUILD=True", CiSystem.Azure)]
    [InlineData("TEAMCITY_VERSION=2025.07 (build 197242)", CiSystem.TeamCity)]
    [InlineData("CI=true\nBUILDKITE=true", CiSystem.Buildkite)]
    [InlineData("JENKINS_URL=https://jenkins.example/", CiSystem.Jenkins)]
    [InlineData("CI=true\nBUILD_TAG=jenkins-mail-spam-12", CiSystem.Jenkins)]
    [InlineData("BUILD_TAG=v1.2", null)]
    public void Each_server_makes_itself_known_and_CI_false_says_no(string variables, CiSystem? system)
    {
        var scene = new CiScene(variables);

        Assert.Equal(system, scene.Find());
        Assert.Equal(system, scene.Detect()?.System);
    }

    [Fact]
    public void Jenkins_tells_of_a_pull_request_of_a_multibranch_job()
    {
        var scene = new CiScene($"""
            JENKINS_URL=https://jenkins.example/
            BUILD_URL=https://jenkins.example/job/mail-spam/job/PR-12/7/
            BUILD_TAG=jenkins-mail-spam-PR-12-7
            BUILD_NUMBER=7
            WORKSPACE=/var/jenkins/workspace/mail-spam_PR-12
            GIT_URL=https://github.com/octo-org/mail-spam.git
            GIT_COMMIT={Sha}
            GIT_BRANCH=PR-12
            BRANCH_NAME=PR-12
            CHANGE_ID=12
            CHANGE_BRANCH=more-mails
            CHANGE_TARGET=main
            CHANGE_FORK=hexagon
            """);

        Assert.Equal(
            new CiBuild
            {
                System = CiSystem.Jenkins,
                Host = "github.com",
                Repository = "octo-org/mail-spam",
                Commit = Sha,
                Branch = "more-mails",
                BaseBranch = "main",
                PullRequest = 12,
                IsFork = true,
                Url = new("https://jenkins.example/job/mail-spam/job/PR-12/7/"),
                Folder = "/var/jenkins/workspace/mail-spam_PR-12",
                RunId = "jenkins-mail-spam-PR-12-7",
            },
            scene.Detect());
        Assert.Empty(scene.Found);
    }

    [Theory]
    [InlineData("GIT_BRANCH=origin/main", "main")]
    [InlineData("GIT_BRANCH=origin/feature/x", "feature/x")]
    [InlineData("GIT_BRANCH=origin/main\nGIT_LOCAL_BRANCH=main", "main")]
    [InlineData("BRANCH_NAME=feature/x", "feature/x")]
    [InlineData("GIT_BRANCH=detached", "detached")]
    [InlineData("GIT_COMMIT=1", null)]
    public void A_branch_of_Jenkins_goes_without_its_remote(string variables, string? branch) =>
        Assert.Equal(branch, new CiScene($"JENKINS_URL=https://jenkins.example/\n{variables}").Detect().Branch);

    [Fact]
    public void GitLab_tells_of_the_last_commit_of_a_merge_request_not_of_the_trial_merge()
    {
        var scene = new CiScene($"""
            CI=true
            GITLAB_CI=true
            CI_SERVER_HOST=gitlab.example
            CI_PROJECT_PATH=hexagon/mail-spam
            CI_PROJECT_DIR=/builds/hexagon/mail-spam
            CI_COMMIT_SHA={Merge}
            CI_PIPELINE_SOURCE=merge_request_event
            CI_JOB_ID=500
            CI_JOB_URL=https://gitlab.example/hexagon/mail-spam/-/jobs/500
            CI_MERGE_REQUEST_IID=12
            CI_MERGE_REQUEST_PROJECT_PATH=group/sub/mail-spam
            CI_MERGE_REQUEST_SOURCE_PROJECT_PATH=hexagon/mail-spam
            CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=more-mails
            CI_MERGE_REQUEST_SOURCE_BRANCH_SHA={Sha}
            CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main
            """);

        Assert.Equal(
            new CiBuild
            {
                System = CiSystem.GitLab,
                Host = "gitlab.example",
                Repository = "group/sub/mail-spam",
                Commit = Sha,
                Branch = "more-mails",
                BaseBranch = "main",
                PullRequest = 12,
                IsFork = true,
                Url = new("https://gitlab.example/hexagon/mail-spam/-/jobs/500"),
                Folder = "/builds/hexagon/mail-spam",
                Event = "merge_request_event",
                RunId = "500",
            },
            scene.Detect());
    }

    [Fact]
    public void GitLab_tells_of_a_branch()
    {
        var build = new CiScene($"GITLAB_CI=true\nCI_PROJECT_PATH=group/mail-spam\nCI_COMMIT_SHA={Sha}\nCI_COMMIT_BRANCH=main\nCI_MERGE_REQUEST_SOURCE_BRANCH_SHA=").Detect();

        Assert.Equal(("group/mail-spam", Sha, "main", null, false), (build.Repository, build.Commit, build.Branch, build.PullRequest, build.IsFork));
    }

    [Fact]
    public void Azure_tells_of_a_pull_request_of_GitHub_by_GitHubs_number()
    {
        var scene = new CiScene($"""
            TF_BUILD=True
            BUILD_REPOSITORY_URI=https://github.com/octo-org/mail-spam
            BUILD_REPOSITORY_NAME=octo-org/mail-spam
            BUILD_SOURCEVERSION={Merge}
            BUILD_SOURCEBRANCH=refs/pull/12/merge
            BUILD_SOURCESDIRECTORY=/home/vsts/work/1/s
            BUILD_REASON=PullRequest
            BUILD_BUILDID=99
            SYSTEM_COLLECTIONURI=https://dev.azure.com/octo/
            SYSTEM_TEAMPROJECT=Mail and spam
            SYSTEM_JOBATTEMPT=2
            SYSTEM_PULLREQUEST_PULLREQUESTID=812345
            SYSTEM_PULLREQUEST_PULLREQUESTNUMBER=12
            SYSTEM_PULLREQUEST_SOURCEBRANCH=more-mails
            SYSTEM_PULLREQUEST_SOURCECOMMITID={Sha}
            SYSTEM_PULLREQUEST_TARGETBRANCH=main
            SYSTEM_PULLREQUEST_ISFORK=True
            """);

        Assert.Equal(
            new CiBuild
            {
                System = CiSystem.Azure,
                Host = "github.com",
                Repository = "octo-org/mail-spam",
                Commit = Sha,
                Branch = "more-mails",
                BaseBranch = "main",
                PullRequest = 12,
                IsFork = true,
                Url = new("https://dev.azure.com/octo/Mail%20and%20spam/_build/results?buildId=99"),
                Folder = "/home/vsts/work/1/s",
                Event = "PullRequest",
                RunId = "99",
                Attempt = 2,
            },
            scene.Detect());
    }

    [Fact]
    public void Azure_tells_of_its_own_repositories()
    {
        var build = new CiScene($"""
            TF_BUILD=True
            BUILD_REPOSITORY_URI=https://octo@dev.azure.com/octo/Mail/_git/mail-spam
            BUILD_REPOSITORY_NAME=mail-spam
            BUILD_SOURCEVERSION={Sha}
            BUILD_SOURCEBRANCH=refs/heads/feature/x
            SYSTEM_TEAMPROJECT=Mail
            SYSTEM_PULLREQUEST_PULLREQUESTID=7
            SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main
            """).Detect();

        Assert.Equal(("dev.azure.com", "Mail/mail-spam", Sha), (build.Host, build.Repository, build.Commit));
        Assert.Equal(("feature/x", "main", 7, false), (build.Branch, build.BaseBranch, build.PullRequest, build.IsFork));
        Assert.Null(build.Url);
    }

    [Fact]
    public void TeamCity_tells_in_two_properties_files()
    {
        var scene = new CiScene($"TEAMCITY_VERSION=2025.07\nTEAMCITY_BUILD_PROPERTIES_FILE=/temp/build.properties\nBUILD_VCS_NUMBER={Sha}\nBUILD_NUMBER=7")
            .WithFile("/temp/build.properties", """
                #TeamCity build properties without 'system.' prefix
                teamcity.configuration.properties.file=/temp/configuration.properties
                teamcity.build.checkoutDir=C\:\\agent\\work\\a1
                teamcity.build.id=4711
                """)
            .WithFile("/temp/configuration.properties", """
                vcsroot.url=git@github.com\:octo-org/mail-spam.git
                teamcity.build.branch=pull/12
                teamcity.pullRequest.number=12
                teamcity.pullRequest.source.branch=more-mails
                teamcity.pullRequest.target.branch=refs/heads/main
                teamcity.serverUrl=https\://teamcity.example/
                """);

        Assert.Equal(
            new CiBuild
            {
                System = CiSystem.TeamCity,
                Host = "github.com",
                Repository = "octo-org/mail-spam",
                Commit = Sha,
                Branch = "more-mails",
                BaseBranch = "main",
                PullRequest = 12,
                Url = new("https://teamcity.example/viewLog.html?buildId=4711"),
                Folder = @"C:\agent\work\a1",
                RunId = "4711",
            },
            scene.Detect());
        Assert.Empty(scene.Found);
    }

    [Fact]
    public void Buildkite_tells_of_a_pull_request_from_a_fork()
    {
        var scene = new CiScene($"""
            BUILDKITE=true
            BUILDKITE_REPO=git@github.com:octo-org/mail-spam.git
            BUILDKITE_COMMIT={Sha}
            BUILDKITE_BRANCH=hexagon:more-mails
            BUILDKITE_PULL_REQUEST=12
            BUILDKITE_PULL_REQUEST_BASE_BRANCH=main
            BUILDKITE_PULL_REQUEST_REPO=git://github.com/hexagon/mail-spam.git
            BUILDKITE_BUILD_URL=https://buildkite.com/octo/mail-spam/builds/7
            BUILDKITE_BUILD_ID=4735ba57-80d0-46e2-8fa0-b28223a86586
            BUILDKITE_BUILD_CHECKOUT_PATH=/buildkite/builds/a/octo/mail-spam
            BUILDKITE_SOURCE=webhook
            BUILDKITE_RETRY_COUNT=1
            """);

        Assert.Equal(
            new CiBuild
            {
                System = CiSystem.Buildkite,
                Host = "github.com",
                Repository = "octo-org/mail-spam",
                Commit = Sha,
                Branch = "hexagon:more-mails",
                BaseBranch = "main",
                PullRequest = 12,
                IsFork = true,
                Url = new("https://buildkite.com/octo/mail-spam/builds/7"),
                Folder = "/buildkite/builds/a/octo/mail-spam",
                Event = "webhook",
                RunId = "4735ba57-80d0-46e2-8fa0-b28223a86586",
                Attempt = 2,
            },
            scene.Detect());
    }

    [Fact]
    public void Buildkite_says_false_where_there_is_no_pull_request()
    {
        var build = new CiScene("BUILDKITE=true\nBUILDKITE_REPO=https://github.com/octo-org/mail-spam\nBUILDKITE_COMMIT=HEAD\nBUILDKITE_PULL_REQUEST=false\nBUILDKITE_RETRY_COUNT=0").Detect();

        Assert.Equal(("octo-org/mail-spam", null, null, false, 1), (build.Repository, build.Commit, build.PullRequest, build.IsFork, build.Attempt));
    }

    [Theory]
    [InlineData("TEAMCITY_VERSION=1\nTEAMCITY_BUILD_PROPERTIES_FILE=/gone", "TEAMCITY_BUILD_PROPERTIES_FILE")]
    [InlineData("GITHUB_ACTIONS=true\nGITHUB_EVENT_PATH=/gone", "GITHUB_EVENT_PATH")]
    public void A_file_that_is_gone_is_a_warning(string variables, string name)
    {
        var scene = new CiScene(variables);

        Assert.NotNull(scene.Detect());
        Assert.Equal(
            $"mlops: warning MLOPS6001: the file that {name} names cannot be used: there is no /gone; the report goes without what stands in it",
            Assert.Single(scene.Found).ToString());
    }
}
