"""``cartera rm`` of a client: what lies in its folder is named, and goes only when that is asked for."""


def test_a_client_with_contents_is_refused_and_they_are_counted(shell):
    result = shell.run("rm", "acme", "--yes")
    assert result.code == 1
    assert "In clients/acme lie also: Contacts: 1, Opportunities: 1, Tasks: 1." in result.err
    assert "--with-contents" in result.err
    assert (shell.book / "clients/acme/client.md").exists()


def test_attachments_are_counted_too(shell):
    (shell.book / "clients/norte/offer.pdf").write_bytes(b"%PDF")
    result = shell.run("rm", "norte", "--yes")
    assert result.code == 1
    assert "other files: 1" in result.err


def test_with_contents_all_of_it_goes_and_undo_brings_it_back(shell):
    result = shell.run("rm", "acme", "--with-contents", "--yes")
    assert result.code == 0, result.err
    assert "With it go: Contacts: 1, Opportunities: 1, Tasks: 1." in result.err
    assert not (shell.book / "clients/acme").exists()
    assert shell.run("undo").code == 0
    assert (shell.book / "clients/acme/tasks/call-eva-m2p7.md").exists()


def test_a_client_alone_in_its_folder_goes_as_ever(shell):
    assert shell.run("rm", "norte", "--yes").code == 0
    assert not (shell.book / "clients/norte").exists()
