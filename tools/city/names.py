"""Invented people's names, and the spelling of Chinese names in Latin letters."""

from __future__ import annotations

from tools.city.story import chance

_SPELLING = """
西xi 郊jiao 街jie 道dao 新xin 枫feng 吕lü 蒙meng 鲇nian 鱼yu 山shan 镇zhen 丽li 阳yang 荷he 塘tang 乡xiang 昌chang
江jiang 化hua 工gong 园yuan 区qu 六liu 零ling 二er 所suo 高gao 科ke 技ji 开kai 发fa 树shu 总zong 场chang 石shi 狮shi
埠bu 厂chang 里li 村cun 周zhou 路lu 口kou 珠zhu 太tai 白bai 河he 竟jing 成cheng 术shu 浮fu 梁liang 鹅e 湖hu 经jing
公gong 桥qiao 蛟jiao 潭tan 湘xiang 瑶yao 洪hong 源yuan 寿shou 安an 三san 龙long 峙zhi 滩tan 王wang 港gang 臧zang 湾wan
黄huang 坛tan 兴xing 田tian 勒le 功gong 罗luo 家jia 洎ji 塔ta 乐le 涌yong 众zhong 接jie 渡du 岩yan 礼li 林lin 后hou
前qian 双shuang 临lin 名ming 浯wu 十shi 岗gang 鸬lu 鹚ci 农nong 业ye 平ping 风feng 景jing 社she 五wu 半ban 边bian
春chun 天tian 梨li 北bei 苑yuan 陶tao 艺yi 东dong 一yi 中zhong 老lao 广guang 曹cao 岭ling 荫yin 华hua 峰feng 巷xiang
溪xi 川chuan 庆qing 马ma 鞍an 童tong 宾bin 恒heng 大da 曙shu 光guang 尚shang 云yun 锦jin 金jin 弄long 赛sai 跑pao
坦tan 桂gui 花hua 瓷ci 器qi 再zai 胜sheng 虹hong 梅mei 百bai 眼yan 井jing 向xiang 御yu 窑yao 阁ge 莲lian 戴dai 小xiao
浙zhe 瓜gua 洲zhou 盛sheng 画hua 眉mei 楼lou 梦meng 厦sha 樊fan 森sen 淘tao 汪wang 庙miao 蟠pan 心xin 明ming 利li
航hang 八ba 汽qi 车che 站zhan 韭jiu 菜cai 青qing 哪ne 咤zha 船chuan 府fu 谭tan 嘉jia 和he 油you 榨zha 套tao 官guan
庄zhuang 黎li 历li 尧yao 豪hao 德de 城cheng 南nan 万wan 七qi 四si 仙xian 槎cha 冲chong 坞wu 枣zao 友you 谊yi 头tou
联lian 盟meng 飞fei 人ren 民min 程cheng 方fang 叶ye 余yu 许xu 胡hu 章zhang 邵shao 冯feng 詹zhan 戈ge 邹zou 齐qi 闵min
占zhan 毕bi 柳liu 颜yan 聂nie 艾ai 祝zhu 施shi 屠tu 秦qin 桑sang 凌ling 葛ge 褚chu 俞yu 彭peng 宋song 沈shen 秋qiu
禾he 若ruo 谷gu 清qing 涟lian 远yuan 朴pu 问wen 渠qu 知zhi 微wei 怀huai 瑾jin 慕mu 樵qiao 听ting 澜lan 见jian 疏shu
映ying 竹zhu 念nian 舟zhou 衡heng 砚yan 初chu 霁ji 晚wan 亭ting 予yu 泽ze 守shou 拙zhuo 行xing 简jian 书shu 宁ning
思si 齐qi 子zi 墨mo 立li 言yan 信xin 芳fang 望wang 岚lan 一yi 苇wei 沐mu
"""
SPELLING = {entry[0]: entry[1:] for entry in _SPELLING.split()}

_SURNAMES = "程方叶余许胡章邵冯詹戈邹齐闵占毕柳颜聂艾祝施屠秦桑凌葛褚俞彭宋沈"
_GIVEN = """
秋禾 若谷 清涟 远朴 问渠 知微 怀瑾 慕樵 听澜 见山 疏桐 映竹 念舟 衡之 砚初 霁明
晚亭 予泽 守拙 行简 书宁 思齐 子墨 立言 信芳 望岚 一苇 沐春 知行 清和 见微 远舟
怀远 若水 映川 念初 秋明 立山 思源 听竹 书瑶 晚晴 行远 守望 沐之 子衡 信之 望舒
"""
SPELLING |= {"桐": "tong", "之": "zhi", "水": "shui", "晴": "qing", "舒": "shu"}

_KINDS = (
    ("六零二所高科技园", "602 Institute Hi-tech Park"),
    ("高新技术开发区", "High-tech Zone"),
    ("农业高新园", "Agricultural Hi-tech Park"),
    ("江西乐平工业园区", "Leping Industrial Park"),
    ("昌江化工园区", "Changjiang Chemical Park"),
    ("昌江开发区", "Changjiang Development Zone"),
)
_ENDINGS = (("街道", "Subdistrict"), ("总场", "Farm"), ("社区", "Community"), ("镇", "Town"), ("乡", "Township"))


def spell(text: str) -> str:
    """枫树山 -> Fengshushan."""
    return "".join(SPELLING.get(sign, sign) for sign in text).capitalize()


def english_place(name: str) -> str:
    for whole, english in _KINDS:
        if name == whole:
            return english
    for ending, english in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            return f"{spell(name.removesuffix(ending))} {english}"
    return spell(name)


def invented_names() -> list[tuple[str, str]]:
    """Chinese and Latin names of people who do not exist, every one different, in a fixed order."""
    pairs = [(surname, given) for surname in _SURNAMES for given in _GIVEN.split()]
    chance("people").shuffle(pairs)
    return [(surname + given, f"{spell(given)} {spell(surname)}") for surname, given in pairs]
