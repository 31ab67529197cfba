from ui.shell import run

run()
